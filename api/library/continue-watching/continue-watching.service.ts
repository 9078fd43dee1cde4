import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { ItemCards } from '../item/item-cards.query';
import type { ItemCardDto } from '../item/item.dto';
import { VisibleSections, type VisibleSection } from '../section/visible-sections.query';
import type { ContinuedShowDto, ContinueWatchingDto, ContinueWatchingItemDto } from './continue-watching.dto';
import { latestOfTitles } from './latest-titles';
import { ViewingQuery, type Viewing } from './viewing.query';

/** What was left longer ago is no more waited for. */
const FORGOTTEN_MS = 365 * 86_400_000;
/** Of titles that were finished many have nothing to go on with. */
const LOOKED_AT = 4;

/** A movie or episode to go on with. */
type Continued = Pick<Viewing, 'itemId' | 'at' | 'durationMs'> & { offsetMs: number; showId: string | null };

/** What a person goes on with. */
@Injectable()
export class ContinueWatching {
  constructor(
    private readonly visible: VisibleSections,
    private readonly viewings: ViewingQuery,
    private readonly cards: ItemCards,
  ) {}

  async list(principal: Principal, limit: number, now = new Date()): Promise<ContinueWatchingDto> {
    const sections = await this.visible.list(principal);
    if (sections.length === 0) return { items: [], nextCursor: null };
    const since = new Date(now.getTime() - FORGOTTEN_MS);
    const latest = latestOfTitles(await this.viewings.list(principal.plexAccountId, sections, since));
    const continued = (await this.goOn(latest.slice(0, limit * LOOKED_AT), sections)).slice(0, limit);
    const ids = continued.flatMap(({ itemId, showId }) => (showId === null ? [itemId] : [itemId, showId]));
    const cards = await this.cards.byId(principal, ids);
    return { items: continued.flatMap((one) => toItem(one, cards)), nextCursor: null };
  }

  /** What was begun, and of shows whose newest episode was finished the one behind it; in the same order. */
  private async goOn(latest: readonly Viewing[], sections: readonly VisibleSection[]): Promise<Continued[]> {
    const finished = latest.filter(({ offsetMs }) => offsetMs === null);
    const next = new Map((await this.viewings.next(finished, sections)).map((episode) => [episode.showId, episode]));
    return latest.flatMap(({ itemId, at, offsetMs, durationMs, show }): Continued[] => {
      const showId = show?.id ?? null;
      if (offsetMs !== null) return [{ itemId, at, offsetMs, durationMs, showId }];
      const episode = showId === null ? undefined : next.get(showId);
      if (!episode) return [];
      return [{ ...episode, at, offsetMs: episode.offsetMs ?? 0 }];
    });
  }
}

function toItem(
  { itemId, showId, at, offsetMs, durationMs }: Continued,
  cards: ReadonlyMap<string, ItemCardDto>,
): ContinueWatchingItemDto[] {
  const item = cards.get(itemId);
  if (!item) return [];
  const show = showId === null ? undefined : cards.get(showId);
  const percent = !durationMs ? null : Math.min(100, Math.floor((offsetMs * 100) / durationMs));
  return [
    {
      kind: offsetMs > 0 ? 'resume' : 'next',
      item,
      show: show ? toShow(show) : null,
      offsetMs,
      durationMs,
      percent,
      lastActivityAt: at.toISOString(),
    },
  ];
}

function toShow({ id, title, posterUrl }: ItemCardDto): ContinuedShowDto {
  return { id, title, posterUrl };
}
