import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  viewChild,
} from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { LibraryApi } from '../../api/library.api';
import { Problem } from '../../api/problem';
import type { Item } from '../../api/types';
import { TYPE_WORDS, externalLinks, shapeOf } from '../../core/items/item-words';
import { SessionStore } from '../../core/session/session-store';
import { PageTitle } from '../../core/shell/page-title.strategy';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Poster } from '../../ui/poster';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { StatusChip } from '../../ui/status-chip';
import { Albums } from './albums';
import { ChildrenView } from './children-view';
import { EpisodeList } from './episode-list';
import { addedAhead, copyFacts, detailsOf, factsOf, isMusic } from './item-facts';
import { Seasons } from './seasons';
import { SimilarRow } from './similar-row';
import { meanColour } from './tint';
import { TrackList } from './track-list';
import { VersionTable } from './version-table';
import { Watchers } from './watchers';

@Component({
  selector: 'sp-item-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    Albums,
    EmptyState,
    EpisodeList,
    Icon,
    Poster,
    ProblemPanel,
    RelativeTime,
    RouterLink,
    Seasons,
    SimilarRow,
    Skeleton,
    StatusChip,
    TrackList,
    VersionTable,
    Watchers,
  ],
  host: { class: 'sp-page', '[style.--tint]': 'tint()' },
  templateUrl: './item-page.html',
  styleUrl: './item-page.scss',
})
export class ItemPage {
  /** From the route. */
  readonly id = input.required<string>();
  /** From `?season=`: the tab that is open. */
  readonly season = input<string>();

  private readonly api = inject(LibraryApi);
  private readonly title = inject(PageTitle);
  protected readonly isAdmin = inject(SessionStore).isAdmin;
  protected readonly resource = rxResource({ params: () => this.id(), stream: ({ params }) => this.api.item(params) });
  protected readonly item = computed(() => (this.resource.hasValue() ? this.resource.value() : null));
  protected readonly problem = computed(() => (this.resource.error() ? Problem.from(this.resource.error()) : null));
  protected readonly facts = computed(() => this.with(factsOf) ?? []);
  protected readonly details = computed(() => this.with(detailsOf) ?? []);
  protected readonly music = computed(() => this.with(isMusic) ?? false);
  protected readonly addedAhead = computed(() => this.with(addedAhead));
  protected readonly links = computed(() => this.with(externalLinks) ?? []);
  protected readonly shape = computed(() => shapeOf(this.item()?.type ?? 'movie'));
  /** The colour of the poster; another title starts without. */
  protected readonly tint = linkedSignal<string, string | null>({ source: this.id, computation: () => null });
  private readonly children = viewChild(ChildrenView);
  protected readonly watchers = viewChild(Watchers);
  /** It stays so while another season is opened. */
  protected readonly settled = linkedSignal<{ id: string; now: boolean }, boolean>({
    source: () => ({ id: this.id(), now: this.item() !== null && this.children()?.settled() !== false }),
    computation: ({ id, now }, before) => now || (before?.source.id === id && before.value),
  });
  protected readonly above = computed(() => this.with(aboveOf) ?? []);

  protected readonly copyFacts = copyFacts;

  constructor() {
    effect(() => {
      const item = this.item();
      if (item) this.title.setTab(item.title);
      else if (this.problem()?.status === 404) this.title.setTab($localize`Title not found`);
    });
  }

  protected take(picture: HTMLImageElement): void {
    this.tint.set(meanColour(picture));
  }

  private with<T>(read: (item: Item) => T): T | null {
    const item = this.item();
    return item && read(item);
  }
}

/** What the item belongs to, outermost first. */
function aboveOf({
  type,
  parentId,
  parentTitle,
  grandparentId,
  grandparentTitle,
}: Item): { id: string; title: string }[] {
  const above: { id: string; title: string }[] = [];
  if (grandparentId)
    above.push({
      id: grandparentId,
      title: grandparentTitle || (type === 'track' ? TYPE_WORDS.artist.one : TYPE_WORDS.show.one),
    });
  if (parentId) above.push({ id: parentId, title: parentTitle || $localize`Back` });
  return above;
}
