import type { PlexItem, PlexItemType, PlexSectionPage, PlexServerClient } from '../../plex';

/** Changes that are read by the very request that asks whether there are any; held in memory until their turn comes. */
const FEW_CHANGES = 50;
/** Among so many rows there is one that Plex does not date into the future. */
const NEWEST_ROWS = 20;
/** Plex writes `updatedAt` a while before a listing shows it: where changes are fresh, the next run looks back. */
const OVERLAP_MS = 5 * 60_000;
/** Changes older than this are listed, all of them, even where our clock is ahead of the server's. */
const SETTLED_MS = 60 * 60_000;
const DAY_MS = 86_400_000;

export interface TypeOpening {
  totalSize: number;
  /** From where on the next incremental run asks, once this listing was read; null: from where this one did. */
  since: Date | null;
  /** The whole listing, where it is that short. */
  page: PlexSectionPage | null;
}

/** Rows of a listing and how new its changes are, by one cheap request. */
export async function openType(
  client: PlexServerClient,
  sectionKey: string,
  type: PlexItemType,
  updatedSince: Date | undefined,
  signal: AbortSignal,
): Promise<TypeOpening> {
  const size = updatedSince ? FEW_CHANGES : NEWEST_ROWS;
  const request = { sectionKey, type, start: 0, size, sort: 'updatedAt:desc', updatedSince };
  const page = await client.sectionPage(request, signal);
  const { totalSize, rowCount, items } = page;
  const newest = newestOf(items) ?? (updatedSince || items.length === 0 ? null : new Date(Date.now() - DAY_MS));
  const since = newest && lookedBackFrom(newest);
  return { totalSize, since, page: updatedSince && rowCount === totalSize ? page : null };
}

/** A change that is dated into the future would hide all others until then. */
function newestOf(items: readonly PlexItem[]): Date | null {
  const now = Date.now();
  const times = items.flatMap(({ updatedAt }) => updatedAt?.getTime() ?? []).filter((time) => time <= now);
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

function lookedBackFrom(newest: Date): Date {
  const isSettled = newest.getTime() < Date.now() - SETTLED_MS;
  return isSettled ? newest : new Date(newest.getTime() - OVERLAP_MS);
}
