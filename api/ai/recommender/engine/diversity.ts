import { similarity } from './content-score';
import type { TitleIndex } from './title-index';

export interface Ranked {
  row: number;
  score: number;
}

/** What a title loses for being the same in everything as one that stands above it, and from where on it loses. */
const SAMENESS = 0.3;
const ALIKE = 0.5;

/** Picks from the best, each time the one that adds most to what was picked already. */
export function diverse<Each extends Ranked>(index: TitleIndex, ranked: readonly Each[], count: number): Each[] {
  const left = ranked.map((each) => ({ each, closest: 0 }));
  const picked: Each[] = [];
  while (picked.length < count && left.length > 0) {
    let best = 0;
    const value = (i: number): number =>
      left[i].each.score * (1 - (SAMENESS * Math.max(0, left[i].closest - ALIKE)) / (1 - ALIKE));
    for (let i = 1; i < left.length; i++) if (value(i) > value(best)) best = i;
    const [{ each }] = left.splice(best, 1);
    picked.push(each);
    for (const other of left) other.closest = Math.max(other.closest, similarity(index, each.row, other.each.row));
  }
  return picked;
}
