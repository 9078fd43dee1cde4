import type { SeenItem } from '../../library';
import { PlexError, type PlexItem, type PlexItemType, type PlexPage, type PlexServerClient } from '../../plex';
import { SweepError } from '../sweep/sweep.errors';

const PAGE_SIZE = 1000;
const MAX_PASSES = 3;
const BAD_REQUEST = 400;
const NOTHING: PlexPage = { items: [], rowCount: 0, start: 0, totalSize: 0 };

/** What one person has seen and rated in one section, each from one listing that held still. */
export class ViewsReader {
  constructor(
    private readonly client: PlexServerClient,
    private readonly whose: { token: string; sectionKey: string },
    private readonly signal: AbortSignal,
  ) {}

  /** Everything that was seen. */
  seen(type: PlexItemType): Promise<SeenItem[]> {
    return this.whole(
      type,
      (page) => this.client.seenItems({ ...this.whose, type, ...page }, this.signal),
      ({ viewCount }) => viewCount > 0,
    );
  }

  /** Everything that was rated; nothing where the server refuses to be asked for that, or does not know the filter. */
  async rated(type: PlexItemType): Promise<SeenItem[]> {
    try {
      return await this.whole(
        type,
        async (page) => {
          const listed = await this.client.ratedItems({ ...this.whose, type, ...page }, this.signal);
          // Everything there is: too much to read for the few that were rated.
          return listed.items.some(({ userRating }) => userRating === null) ? NOTHING : listed;
        },
        () => true,
      );
    } catch (error) {
      if (error instanceof PlexError && error.status === BAD_REQUEST) return [];
      throw error;
    }
  }

  private async whole(type: PlexItemType, read: ReadPage, isTold: (item: PlexItem) => boolean): Promise<SeenItem[]> {
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      const items = await readPass(read, isTold);
      if (items) return items;
    }
    throw new SweepError('section-moving', `The listing of what was seen of ${type} does not hold still`);
  }
}

type ReadPage = (page: { start: number; size: number }) => Promise<PlexPage>;

/** Null when the listing moved under it. */
async function readPass(read: ReadPage, isTold: (item: PlexItem) => boolean): Promise<SeenItem[] | null> {
  const told: SeenItem[] = [];
  let total: number | null = null;
  for (let start = 0; ;) {
    const page = await read({ start, size: PAGE_SIZE });
    if (total !== null && page.totalSize !== total) return null;
    total = page.totalSize;
    for (const item of page.items) if (isTold(item)) told.push(toSeen(item));
    start += page.rowCount;
    if (start >= total) return told;
    if (page.rowCount === 0) return null;
  }
}

function toSeen({ ratingKey, viewCount, lastViewedAt, viewOffsetMs, userRating }: PlexItem): SeenItem {
  return { ratingKey, viewCount, lastViewedAt, viewOffsetMs, userRating };
}
