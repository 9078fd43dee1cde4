import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { timer } from 'rxjs';
import { LibraryApi } from '../../api/library.api';
import { PicksApi } from '../../api/picks.api';
import { Problem } from '../../api/problem';
import { RunFeed } from '../../core/runs/run-feed';
import { SessionStore } from '../../core/session/session-store';
import { EmptyState } from '../../ui/empty-state';
import { Skeleton } from '../../ui/skeleton';
import { ContinueRow } from './continue-row';
import { LazyPart } from '../../ui/lazy-part';
import { PageSection } from '../../ui/page-section';
import { Unread } from '../../ui/unread';
import { LibraryCards } from './library-cards';
import { PicksRow } from './picks-row';
import { PosterRow } from '../../core/items/poster-row';
import { bestOf, entriesOf } from './rows';

const ROW_LENGTH = 24;
/** What stands below a row waits so long for it at most. */
const PATIENCE_MS = 1_000;

/** What somebody comes for: going on with what was begun, and finding what is next. */
@Component({
  selector: 'sp-home-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    ContinueRow,
    EmptyState,
    PageSection,
    LazyPart,
    LibraryCards,
    NgTemplateOutlet,
    PicksRow,
    PosterRow,
    RouterLink,
    Skeleton,
    Unread,
  ],
  host: { class: 'sp-page' },
  templateUrl: './home-page.html',
  styleUrl: './home-page.scss',
})
export class HomePage {
  private readonly library = inject(LibraryApi);
  private readonly picks = inject(PicksApi);
  private readonly feed = inject(RunFeed);
  protected readonly isAdmin = inject(SessionStore).isAdmin;
  protected readonly month = () => import('./month-card').then((m) => m.MonthCard);
  private readonly patience = toSignal(timer(PATIENCE_MS));

  protected readonly continuePage = rxResource({ stream: () => this.library.continueWatching(ROW_LENGTH) });
  protected readonly pickPage = rxResource({ stream: () => this.picks.picks(ROW_LENGTH) });
  protected readonly recentPage = rxResource({
    stream: () => this.library.items({ sort: 'addedAt', order: 'desc', limit: ROW_LENGTH }),
  });
  protected readonly sectionPage = rxResource({ stream: () => this.library.sections() });
  /** Asked for only where nothing is picked. */
  private readonly bestPage = rxResource({
    params: () => (this.withoutPicks() ? {} : undefined),
    stream: () => this.library.items({ sort: 'rating', order: 'desc', limit: 2 * ROW_LENGTH }),
  });

  protected readonly continued = computed(() =>
    this.continuePage.hasValue() ? this.continuePage.value().items : null,
  );
  protected readonly nothingBegun = computed(() => this.continued()?.length === 0);
  protected readonly picked = computed(() => {
    const items = this.pickPage.hasValue() ? this.pickPage.value().items : [];
    return items.length === 0 ? null : items;
  });
  protected readonly picksFailed = computed(() => this.pickPage.error() !== undefined);
  private readonly withoutPicks = computed(
    () => this.picked() === null && (this.picksFailed() || !this.pickPage.isLoading()),
  );
  protected readonly secondHeading = computed(() => {
    if (this.withoutPicks()) return $localize`Best rated that you have not seen`;
    // Without a history nothing is picked for somebody: it is what others like.
    const plays = this.pickPage.hasValue() ? this.pickPage.value().basis.plays : null;
    return plays === 0 ? $localize`Worth a look` : $localize`Picked for you`;
  });
  /** Null while they are not known; none where they could not be read: the row is an extra. */
  protected readonly best = computed(() => {
    if (this.bestPage.error()) return [];
    return this.bestPage.hasValue() ? bestOf(this.bestPage.value().items, ROW_LENGTH) : null;
  });
  protected readonly recent = computed(() =>
    this.recentPage.hasValue() ? entriesOf(this.recentPage.value().items) : null,
  );
  protected readonly sections = computed(() =>
    this.sectionPage.hasValue() ? this.sectionPage.value().items.filter(({ enabled }) => enabled) : null,
  );
  protected readonly continueProblem = computed(() => problemOf(this.continuePage.error()));
  protected readonly recentProblem = computed(() => problemOf(this.recentPage.error()));
  protected readonly sectionProblem = computed(() => problemOf(this.sectionPage.error()));
  protected readonly settled = computed(
    () => this.patience() !== undefined || this.continued() !== null || this.continueProblem() !== null,
  );
  protected readonly nothingYet = computed(
    () => this.recent()?.length === 0 && this.sections()?.every(({ itemCount }) => itemCount === 0) === true,
  );
  protected readonly syncing = computed(() => this.feed.active().length > 0);
  protected readonly emptyWords = computed(() =>
    this.syncing()
      ? $localize`A sync is running. New titles and the size of each library appear here when it is done.`
      : $localize`New titles and the size of each library appear here after the first sync.`,
  );
}

function problemOf(error: unknown): Problem | null {
  return error ? Problem.from(error) : null;
}
