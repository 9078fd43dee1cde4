import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';
import { ConnectionStore } from '../errors/connection-store';
import { SessionStore } from '../session/session-store';
import { SignedOutDialog } from '../session/signed-out-dialog';
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
  { path: '/', label: 'Home', icon: 'home' },
  { path: '/library', label: 'Library', icon: 'library' },
];
const ADMINISTRATORS: readonly Entry[] = [{ path: '/sync', label: 'Sync', icon: 'sync' }];

/** The frame around every page: navigation, title, search, live activity, account. */
@Component({
  selector: 'sp-shell',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AccountMenu, ActivityChip, Icon, RouterLink, RouterLinkActive, RouterOutlet, SearchBox, SignedOutDialog],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  protected readonly page = inject(PageTitle);
  protected readonly connection = inject(ConnectionStore);
  private readonly session = inject(SessionStore);
  protected readonly groups = computed(() =>
    this.session.isAdmin()
      ? [
          { label: '', entries: EVERYBODY },
          { label: 'Administration', entries: ADMINISTRATORS },
        ]
      : [{ label: '', entries: EVERYBODY }],
  );

  protected skip(main: HTMLElement): void {
    main.focus();
    main.scrollIntoView();
  }
}
