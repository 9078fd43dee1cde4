import type { VisibleSection } from '../../library';
import { lately, verdictWeight, weightOf, type Asker, type TitleIndex } from './engine';
import type { SaidVerdict } from './pick-verdict.repository';
import type { Source } from './reasons';
import type { WatchedRow } from './watched-titles.query';

interface Known {
  accountId: string;
  watched: readonly WatchedRow[];
  verdicts: readonly SaidVerdict[];
}

interface Twin {
  itemId: string;
  twinId: string;
}

/** What a person's history makes of them: a taste, what it rests on, and what they need not be told of. */
export interface Person {
  asker: Asker;
  sources: Source[];
}

/** Items of their history that the index does not hold: gone, or of a library that nobody reads any more. */
export function unknownTo(index: TitleIndex, { watched, verdicts }: Known): string[] {
  return [...watched, ...verdicts].map(({ itemId }) => itemId).filter((id) => index.row(id) === undefined);
}

/** @param twins of the items that the index does not hold those of the same works that it may hold */
export function personOf(
  index: TitleIndex,
  { accountId, watched, verdicts, twins }: Known & { twins: readonly Twin[] },
  sections: readonly VisibleSection[],
): Person {
  const rowOf = rowFinder(index, twins);
  const visible = new Set(sections.map(({ id }) => id));
  const rows = new Map<number, number>();
  const excludedWorks = new Set<number>();
  const sources: Source[] = [];
  const take = (row: number, source: Omit<Source, 'row' | 'itemId'>): void => {
    rows.set(row, (rows.get(row) ?? 0) + source.weight);
    // What they watched and no longer see weighs in what they get, and is not named.
    if (visible.has(index.sectionIds[index.sections[row]]))
      sources.push({ ...source, row, itemId: String(index.ids[row]) });
  };
  const latestFirst = [...watched].sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
  for (const [rank, { itemId, ...each }] of latestFirst.entries()) {
    const row = rowOf(itemId);
    if (row === undefined) continue;
    // Rated is known, too: whoever rates a title has seen it somewhere.
    excludedWorks.add(index.works[row]);
    // What was there before it under another key is the same title, not a second one.
    if (!rows.has(row)) take(row, { ...each, weight: weightOf(each, Date.now()) * lately(rank), asked: false });
  }
  for (const { itemId, verdict, title, type } of verdicts) {
    const row = rowOf(itemId);
    if (row === undefined) continue;
    if (verdict === 'not-interested') excludedWorks.add(index.works[row]);
    take(row, { title, type, weight: verdictWeight(verdict), finished: 0, userRating: null, asked: true });
  }
  return { asker: { accountId, rows, excludedWorks }, sources };
}

function rowFinder(index: TitleIndex, twins: readonly Twin[]): (itemId: string) => number | undefined {
  const twinRows = new Map<string, number>();
  for (const { itemId, twinId } of twins) {
    const row = index.row(twinId);
    if (row !== undefined) twinRows.set(itemId, row);
  }
  return (itemId) => index.row(itemId) ?? twinRows.get(itemId);
}
