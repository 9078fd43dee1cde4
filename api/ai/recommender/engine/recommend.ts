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
  /** By number of the feature. */
  profile: Float32Array;
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
  const best = await bestOf(index, asker, wish, {
    content: contentScore(index, profile),
    coWatched: near.scores,
    priors: others.priors,
    share,
  });
  return { picks: diverse(index, best, wish.count), people, profile };
}

/** What the score of a title is made of. */
interface Parts {
  content(row: number): number;
  /** By work. */
  coWatched: Float32Array;
  /** By row. */
  priors: Float32Array;
  /** Of the score what others watched makes; 0 to 1. */
  share: number;
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

async function bestOf(index: TitleIndex, asker: Asker, wish: Wish, parts: Parts): Promise<TitlePick[]> {
  const size = Math.max(wish.count * POOL, 100);
  const best = new Best<TitlePick>(size * 2);
  const excluded = new Uint8Array(index.workCount);
  for (const work of asker.excludedWorks) excluded[work] = 1;
  for (let from = 0; from < index.size; from += PIECE) {
    await ownTurn();
    offerRows(index, from, { wish, excluded, parts, best });
  }
  // The same work on two servers is one title: the better of its rows stands for it.
  const byWork = new Map<number, TitlePick>();
  for (const each of best.sorted()) if (!byWork.has(index.works[each.row])) byWork.set(index.works[each.row], each);
  return [...byWork.values()].slice(0, size);
}

interface Offer {
  wish: Wish;
  /** By work: 1 for what is never recommended. */
  excluded: Uint8Array;
  parts: Parts;
  best: Best<TitlePick>;
}

/** One piece of the rows. Most are worse than those that are held: for them no object is made. */
function offerRows(index: TitleIndex, from: number, { wish, excluded, parts, best }: Offer): void {
  const { works, size } = index;
  const { coWatched, priors, share } = parts;
  const end = Math.min(from + PIECE, size);
  for (let row = from; row < end; row++) {
    const work = works[row];
    if (excluded[work] === 1 || !mayList(index, row, wish)) continue;
    const content = (1 - share) * parts.content(row);
    const taste = share * coWatched[work];
    const score = (content + taste + (1 - share) * priors[row]) * (1 + JITTER * noise(wish.seed, work));
    if (best.takes(score)) best.offer({ row, score, content, coWatched: taste });
  }
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
