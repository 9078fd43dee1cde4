import { ownTurn } from '../../../common';
import { neighbourhood, type CoWatching } from './co-watching';
import { Best } from './best';
import { contentScore } from './content-score';
import { diverse, type Ranked } from './diversity';
import { profileOf } from './taste';
import type { TitleIndex } from './title-index';

export interface Asker {
  accountId: string;
  /** What each row says about the taste; below zero for what was left or is not wanted. */
  rows: ReadonlyMap<number, number>;
  /** Works that are never recommended: watched, begun, or not wanted. */
  excludedWorks: ReadonlySet<number>;
}

export interface Wish {
  count: number;
  /** By number of the section, and of the type: 1 where its titles may be listed. */
  sections: Uint8Array;
  types: Uint8Array;
  /** Number of the genre that every title must have. */
  genre?: number;
  /** The same seed gives the same list; 0 leaves the scores as they are. */
  seed: number;
}

export interface TitlePick extends Ranked {
  /** Shares of the score, 0 to 1 each. */
  content: number;
  coWatched: number;
}

export interface Picks {
  picks: TitlePick[];
  /** Other people with something in common. */
  people: number;
  profile: ReadonlyMap<number, number>;
}

/** So many people with something in common make what they watch count half of the most. */
const ENOUGH_PEOPLE = 5;
/** Fewer would tell a household who watched what. */
const LEAST_PEOPLE = 3;
const MOST_CO_WATCHED = 0.85;
const JITTER = 0.05;
/** Rows of which one piece of work of the event loop consists. */
const PIECE = 4_000;
/** From so many of the best the list is picked. */
const POOL = 10;

/** The titles that suit a person best, of what the wish lets in. */
export async function recommend(index: TitleIndex, others: CoWatching, asker: Asker, wish: Wish): Promise<Picks> {
  const profile = profileOf(index, asker.rows);
  const near = neighbourhood(others, likedWorks(index, asker.rows), asker.accountId);
  const people = near.people >= LEAST_PEOPLE ? near.people : 0;
  const share = (MOST_CO_WATCHED * people) / (people + ENOUGH_PEOPLE);
  const content = contentScore(index, profile);
  const partsOf = (row: number): TitlePick => {
    const parts = { content: (1 - share) * content(row), coWatched: share * near.scores[index.works[row]] };
    return { row, score: parts.content + parts.coWatched + (1 - share) * others.priors[row], ...parts };
  };
  const best = await bestOf(index, asker, wish, partsOf);
  return { picks: diverse(index, best, wish.count), people, profile };
}

/** Only what was liked leads to people of the same taste. */
function likedWorks(index: TitleIndex, rows: ReadonlyMap<number, number>): Map<number, number> {
  const works = new Map<number, number>();
  for (const [row, weight] of rows) {
    const work = index.works[row];
    if (weight > 0) works.set(work, Math.max(works.get(work) ?? 0, weight));
  }
  return works;
}

async function bestOf(
  index: TitleIndex,
  { excludedWorks }: Asker,
  wish: Wish,
  partsOf: (row: number) => TitlePick,
): Promise<TitlePick[]> {
  const size = Math.max(wish.count * POOL, 100);
  const best = new Best<TitlePick>(size * 2);
  for (let row = 0; row < index.size; row++) {
    if (row % PIECE === 0) await ownTurn();
    if (!mayList(index, row, wish) || excludedWorks.has(index.works[row])) continue;
    const pick = partsOf(row);
    pick.score *= 1 + JITTER * noise(wish.seed, index.works[row]);
    best.offer(pick);
  }
  // The same work on two servers is one title: the better of its rows stands for it.
  const byWork = new Map<number, TitlePick>();
  for (const each of best.sorted()) if (!byWork.has(index.works[each.row])) byWork.set(index.works[each.row], each);
  return [...byWork.values()].slice(0, size);
}

function mayList(index: TitleIndex, row: number, { sections, types, genre }: Wish): boolean {
  if (index.available[row] === 0 || sections[index.sections[row]] === 0 || types[index.types[row]] === 0) return false;
  if (genre === undefined) return true;
  for (let i = index.genreStarts[row]; i < index.genreStarts[row + 1]; i++) if (index.genres[i] === genre) return true;
  return false;
}

/** -1 to 1, the same for the same two numbers; none for seed 0. */
function noise(seed: number, work: number): number {
  if (seed === 0) return 0;
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(work + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x7fffffff - 1;
}
