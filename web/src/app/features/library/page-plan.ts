/** Rows of a page: the most that the API gives at once. */
export const PAGE_SIZE = 100;
/** Distance of anchors; a jump then walks at most four pages before the one that is wanted. */
export const ANCHOR_EVERY = 500;

/** Pages that hold the rows from `first` to before `end`. */
export function pagesOf(first: number, end: number): number[] {
  if (end <= first) return [];
  const from = Math.floor(first / PAGE_SIZE);
  const to = Math.floor((end - 1) / PAGE_SIZE);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/**
 * The page to read next, in keyset paging where a page can only be read with the cursor that leads to it: the first
 * wanted page that is missing, or, while its cursor is unknown, the nearest page before it that can be read.
 */
export function nextPage(
  wanted: readonly number[],
  has: (page: number) => boolean,
  cursorPages: Iterable<number>,
): number | null {
  const target = wanted.find((page) => !has(page));
  if (target === undefined) return null;
  let nearest = 0;
  for (const page of cursorPages) if (page <= target && page > nearest) nearest = page;
  return nearest;
}

/** Pages to forget so that at most `limit` are held: those farthest from what is in view. */
export function pagesToForget(held: Iterable<number>, around: number, limit: number): number[] {
  const all = [...held];
  return all.sort((a, b) => Math.abs(b - around) - Math.abs(a - around)).slice(0, Math.max(0, all.length - limit));
}

/**
 * Rows of a listing as far as it is known. The count leaves out what is in Plex's trash while the listing shows it,
 * so a page or an anchor may prove that there are more; a last page says exactly how many.
 */
export function knownTotal(total: number, page: number, rows: number, isLast: boolean): number {
  const end = page * PAGE_SIZE + rows;
  return isLast ? end : Math.max(total, end + 1);
}
