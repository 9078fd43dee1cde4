import { Injectable, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { forkJoin, map, of } from 'rxjs';
import { LibraryApi } from '../../api/library.api';
import { PlexApi } from '../../api/plex.api';
import { Problem } from '../../api/problem';
import { SyncApi } from '../../api/sync.api';
import type { ItemCard, Section, Server } from '../../api/types';
import { SECTION_ICONS, TYPE_WORDS, subtitleOf } from '../items/item-words';
import { LanguageStore } from '../language/language-store';
import { insightPages } from '../pages/insight-pages';
import { settingsPages } from '../pages/settings-pages';
import { RunFeed } from '../runs/run-feed';
import { SessionStore } from '../session/session-store';
import { SignOut } from '../session/sign-out';
import { ThemeStore } from '../theme/theme-store';
import type { Command } from './command';

/** The line that is there for every text. */
export const WHOLE_RESULT = 'whole-result';

/** All that the palette can do without a search, for the person who is signed in. */
@Injectable()
export class PaletteCommands {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly way = inject(SignOut);
  private readonly theme = inject(ThemeStore);
  private readonly language = inject(LanguageStore);
  private readonly feed = inject(RunFeed);
  private readonly sync = inject(SyncApi);
  private readonly sources = sources();

  readonly actions = computed((): readonly Command[] => [
    ...this.servers().map((server) => this.startSync(server)),
    ...this.themes(),
    ...this.languages(),
    this.signOut(),
  ]);
  readonly settings = computed(() =>
    settingsPages(this.session.isAdmin()).map(({ path, label, icon }) => this.page(path, label, icon)),
  );
  readonly insights = computed(() =>
    (this.session.isAdmin() ? insightPages() : []).map(({ path, label, icon }) => ({
      ...this.page(path, $localize`Insights: ${label}:subject:`, icon),
      id: `insights-${path}`,
    })),
  );
  readonly libraries = computed((): readonly Command[] =>
    this.sections().map(({ id, title, type }) => ({
      id: `section-${id}`,
      label: title,
      note: $localize`Library`,
      icon: SECTION_ICONS[type] ?? 'library',
      run: () => this.router.navigate(['/library'], { queryParams: { sectionId: id } }),
    })),
  );
  /** Libraries and servers are still on their way. */
  readonly loading = this.sources.isLoading;
  /** Why libraries and servers are missing. */
  readonly problem = computed(() => {
    const error = this.sources.error();
    return error ? Problem.from(error) : null;
  });
  private readonly sections = computed(() => this.known()?.sections ?? []);
  private readonly servers = computed(() => this.known()?.servers ?? []);
  private readonly known = computed(() => (this.sources.hasValue() ? this.sources.value() : undefined));

  again(): void {
    this.sources.reload();
  }

  item(item: ItemCard): Command {
    const beside = subtitleOf(item);
    const kind = TYPE_WORDS[item.type].one;
    return {
      id: `item-${item.id}`,
      label: item.title,
      note: beside === kind ? kind : `${kind} · ${beside}`,
      icon: SECTION_ICONS[item.type] ?? 'movie',
      item,
      run: () => this.router.navigate(['/items', item.id]),
    };
  }

  page(path: string, label: string, icon: Command['icon']): Command {
    return { id: `page-${path}`, label, note: $localize`Page`, icon, run: () => this.router.navigateByUrl(path) };
  }

  wholeResult(text: string): Command {
    return {
      id: WHOLE_RESULT,
      label: $localize`Search the library for “${text}:text:”`,
      note: '',
      icon: 'search',
      passing: true,
      run: () => this.router.navigate(['/library'], { queryParams: { q: text } }),
    };
  }

  private startSync({ id, name }: Server): Command {
    return {
      id: `sync-${id}`,
      label: $localize`Start sync of ${name}:server:`,
      note: $localize`Action`,
      icon: 'sync',
      mayFail: true,
      run: async () => {
        await this.feed.ask(this.sync.start(id));
        await this.router.navigateByUrl('/sync');
      },
    };
  }

  private themes(): Command[] {
    const words = $localize`theme appearance`;
    const theme = (value: 'system' | 'light' | 'dark', label: string, icon: Command['icon']): Command => {
      return { id: `theme-${value}`, label, note: $localize`Action`, words, icon, run: () => this.theme.choose(value) };
    };
    return [
      theme('light', $localize`Use the light theme`, 'sun'),
      theme('dark', $localize`Use the dark theme`, 'moon'),
      theme('system', $localize`Use the theme of the system`, 'system'),
    ];
  }

  private languages(): Command[] {
    const words = $localize`language`;
    const language = (value: 'browser' | 'en' | 'de', label: string): Command => {
      const run = (): void => this.language.choose(value);
      return { id: `language-${value}`, label, note: $localize`Action`, words, icon: 'language', run };
    };
    return [
      language('en', 'English'),
      language('de', 'Deutsch'),
      language('browser', $localize`Use the language of the browser`),
    ];
  }

  private signOut(): Command {
    return {
      id: 'sign-out',
      label: $localize`Sign out`,
      note: $localize`Action`,
      icon: 'signOut',
      mayFail: true,
      passing: true,
      run: () => this.way.leave(),
    };
  }
}

/** Libraries for everybody, servers for administrators. */
function sources() {
  const library = inject(LibraryApi);
  const plex = inject(PlexApi);
  const session = inject(SessionStore);
  return rxResource({
    params: () => ({ admin: session.isAdmin() }),
    stream: ({ params }) =>
      forkJoin({
        sections: library.sections().pipe(map(({ items }): Section[] => items.filter(({ enabled }) => enabled))),
        servers: params.admin ? plex.servers().pipe(map(({ items }) => items)) : of<Server[]>([]),
      }),
  });
}
