import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  Injector,
  afterNextRender,
  computed,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { distinctUntilChanged, filter, map, skip } from 'rxjs';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';
import { LazyView } from '../../ui/lazy-view';
import { AssistantLauncher } from '../assistant/assistant-launcher';
import { ConnectionStore } from '../errors/connection-store';
import { OtherTabs } from '../session/other-tabs';
import { SessionStore } from '../session/session-store';
import { PaletteLauncher } from '../palette/palette-launcher';
import { UpdateNotice } from '../updates/update-notice';
import { AccountMenu } from './account-menu';
import { ActivityChip } from './activity-chip';
import { PageTitle } from './page-title.strategy';
import { SearchBox } from './search-box';

interface Entry {
  path: string;
  label: string;
  icon: IconName;
}

const EVERYBODY: readonly Entry[] = [
  { path: '/', label: $localize`Home`, icon: 'home' },
  { path: '/library', label: $localize`Library`, icon: 'library' },
  { path: '/statistics', label: $localize`Statistics`, icon: 'statistics' },
  { path: '/assistant', label: $localize`Assistant`, icon: 'assistant' },
];
const ADMINISTRATORS: readonly Entry[] = [
  { path: '/dashboard', label: $localize`Dashboard`, icon: 'dashboard' },
  { path: '/insights', label: $localize`Insights`, icon: 'insights' },
  { path: '/sync', label: $localize`Sync`, icon: 'sync' },
  { path: '/users', label: $localize`Users`, icon: 'users' },
  { path: '/settings', label: $localize`Settings`, icon: 'settings' },
];

/** The bar of a phone has room for so many; what is behind them goes into a menu in the last place. */
const BAR_PLACES = 5;

/** The frame around every page: navigation, title, search, live activity, account. */
@Component({
  selector: 'sp-shell',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    AccountMenu,
    ActivityChip,
    AssistantLauncher,
    Icon,
    LazyView,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    PaletteLauncher,
    SearchBox,
    UpdateNotice,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  protected readonly page = inject(PageTitle);
  protected readonly connection = inject(ConnectionStore);
  protected readonly session = inject(SessionStore);
  protected readonly signedOut = () => import('../session/signed-out-dialog').then((m) => m.SignedOutDialog);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');
  protected readonly groups = computed(() =>
    this.session.isAdmin()
      ? [
          { label: '', entries: EVERYBODY },
          { label: $localize`Administration`, entries: ADMINISTRATORS },
        ]
      : [{ label: '', entries: EVERYBODY }],
  );
  protected readonly pages = computed(() => this.groups().flatMap(({ entries }) => entries));
  /** Only seen on phones. */
  protected readonly overflow = computed(() => {
    const all = this.pages();
    return all.length > BAR_PLACES ? all.slice(BAR_PLACES - 1) : [];
  });
  protected readonly overflowOpen = signal(false);

  private readonly paths = this.router.events.pipe(
    filter((event) => event instanceof NavigationEnd),
    map(({ urlAfterRedirects }) => urlAfterRedirects.split(/[?#]/)[0]),
    distinctUntilChanged(),
  );
  protected readonly path = toSignal(this.paths, { initialValue: this.router.url });
  protected readonly overflowHolds = computed(() => this.overflow().some(({ path }) => this.path().startsWith(path)));

  constructor() {
    const injector = this.injector;
    inject(OtherTabs).whenSignedOut(async () => {
      const { SignOut } = await import('../session/sign-out');
      await injector.get(SignOut).forget();
    });
    // On the first page Tab begins at the skip link.
    this.paths
      .pipe(skip(1), takeUntilDestroyed())
      .subscribe(() => afterNextRender(() => this.catchFocus(), { injector: this.injector }));
  }

  protected skip(main: HTMLElement): void {
    main.focus();
    main.scrollIntoView();
  }

  /** A link that left with its page took the focus along: the next Tab starts at the new content, not at the top. */
  private catchFocus(): void {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) this.main().nativeElement.focus({ preventScroll: true });
  }
}
