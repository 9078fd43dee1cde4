import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { LibraryApi } from '../../api/library.api';
import { Problem } from '../../api/problem';
import { ItemTile } from '../../core/items/item-tile';
import { SECTION_ICONS } from '../../core/items/item-words';
import { RunFeed } from '../../core/runs/run-feed';
import { SessionStore } from '../../core/session/session-store';
import { EmptyState } from '../../ui/empty-state';
import { BytesPipe, CountPipe } from '../../ui/format.pipes';
import { Icon } from '../../ui/icon';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { MonthCard } from './month-card';

const ROW_LENGTH = 24;

@Component({
  selector: 'sp-home-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    BytesPipe,
    CountPipe,
    EmptyState,
    Icon,
    ItemTile,
    MonthCard,
    ProblemPanel,
    RelativeTime,
    RouterLink,
    Skeleton,
  ],
  host: { class: 'sp-page' },
  templateUrl: './home-page.html',
  styleUrl: './home-page.scss',
})
export class HomePage {
  private readonly api = inject(LibraryApi);
  protected readonly isAdmin = inject(SessionStore).isAdmin;
  private readonly feed = inject(RunFeed);
  protected readonly sectionPage = rxResource({ stream: () => this.api.sections() });
  protected readonly recentPage = rxResource({
    stream: () => this.api.items({ sort: 'addedAt', order: 'desc', limit: ROW_LENGTH }),
  });
  protected readonly sections = computed(() =>
    (this.sectionPage.hasValue() ? this.sectionPage.value().items : [])
      .filter(({ enabled }) => enabled)
      .map((section) => ({ ...section, icon: SECTION_ICONS[section.type] ?? 'library', leaves: LEAVES[section.type] })),
  );
  protected readonly recent = computed(() => (this.recentPage.hasValue() ? this.recentPage.value().items : []));
  protected readonly sectionProblem = computed(() => problemOf(this.sectionPage.error()));
  protected readonly recentProblem = computed(() => problemOf(this.recentPage.error()));
  protected readonly nothingYet = computed(
    () =>
      this.recentPage.hasValue() &&
      this.sectionPage.hasValue() &&
      this.recent().length === 0 &&
      this.sections().every(({ itemCount }) => itemCount === 0),
  );
  protected readonly syncing = computed(() => this.feed.active().length > 0);
  protected readonly skeletons = Array.from({ length: 8 }, (_, i) => i);
}

const LEAVES: Record<string, string> = { show: 'episodes', artist: 'tracks' };

function problemOf(error: unknown): Problem | null {
  return error ? Problem.from(error) : null;
}
