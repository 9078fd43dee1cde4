import { similarity } from './content-score';
import type { TitleIndex } from './title-index';

export interface Ranked {
  row: number;
  score: number;
}

/** What a title loses for being like one that stands above it. */
const SAMENESS = 0.35;

/** Picks from the best, each time the one that adds most to what was picked already. */
export function diverse(index: TitleIndex, ranked: readonly Ranked[], count: number): Ranked[] {
  const left = ranked.map((each) => ({ ...each, closest: 0 }));
  const picked: Ranked[] = [];
  while (picked.length < count && left.length > 0) {
    let best = 0;
    const value = (i: number): number => left[i].score * (1 - SAMENESS * left[i].closest);
    for (let i = 1; i < left.length; i++) if (value(i) > value(best)) best = i;
    const [{ row, score }] = left.splice(best, 1);
    picked.push({ row, score });
    for (const each of left) each.closest = Math.max(each.closest, similarity(index, row, each.row));
  }
  return picked;
}
