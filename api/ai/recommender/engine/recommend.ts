import { ownTurn } from '../../../common';
import { neighbourhood, type CoWatching } from './co-watching';
import { contentScores } from './content-score';
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
  /** Whether a row may be in the list. */
  mayList: (row: number) => boolean;
  /** The same seed gives the same list. */
  seed: number;
  now: number;
}

export interface Pick extends Ranked {
  /** Shares of the score, 0 to 1 each. */
  content: number;
  coWatched: number;
}

export interface Picks {
  picks: Pick[];
  /** Other people with something in common. */
  people: number;
  profile: ReadonlyMap<number, number>;
}

/** So many people with something in common make what they watch count half of the most. */
const ENOUGH_PEOPLE = 5;
/** Fewer would tell a household who watched what. */
export const LEAST_PEOPLE = 3;
const MOST_CO_WATCHED = 0.85;
const QUALITY = 0.12;
const FRESH = 0.06;
const FRESH_DAYS = 60;
const JITTER = 0.05;
/** Rows of which one piece of work of the event loop consists. */
const PIECE = 20_000;
/** From so many of the best the list is picked. */
const POOL = 10;
const DAY_MS = 86_400_000;

/** The titles that suit a person best, of what the wish lets in. */
export async function recommend(
  index: TitleIndex,
  others: CoWatching,
  asker: Asker,
  wish: Wish,
): Promise<Picks> {
  const profile = profileOf(index, asker.rows);
  const content = await contentOf(index, profile);
  const near = neighbourhood(others, likedWorks(index, asker.rows), asker.accountId);
  const people = near.people >= LEAST_PEOPLE ? near.people : 0;
  const share = (MOST_CO_WATCHED * people) / (people + ENOUGH_PEOPLE);
  const score = (row: number): number =>
    share * near.scores[index.works[row]] + (1 - share) * content[row] + (1 - share) * prior(index, others, row, wish.now);
  const best = await bestOf(index, asker, wish, score);
  const picks = diverse(index, best, wish.count).map(({ row, score: total }) => ({
    row,
    score: total,
    content: (1 - share) * content[row],
    coWatched: share * near.scores[index.works[row]],
  }));
  return { picks, people, profile };
}

async function contentOf(index: TitleIndex, profile: ReadonlyMap<number, number>): Promise<Float32Array> {
  const dense = new Float32Array(index.featureCount);
  for (const [id, weight] of profile) dense[id] = weight;
  const scores = new Float32Array(index.size);
  for (let from = 0; from < index.size; from += PIECE) {
    await ownTurn();
    contentScores(index, dense, scores, from, Math.min(from + PIECE, index.size));
  }
  return scores;
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

/** What speaks for a title whoever asks: its rating, its audience here, and that it is new. */
function prior(index: TitleIndex, { audience, personCount }: CoWatching, row: number, now: number): number {
  const rating = index.ratings[row];
  const seenBy = personCount === 0 ? 0 : audience[index.works[row]] / personCount;
  const ageDays = Math.max(0, now - index.addedAt[row]) / DAY_MS;
  const quality = (Number.isNaN(rating) ? 0.5 : rating) * 0.7 + seenBy * 0.3;
  return QUALITY * quality + FRESH * Math.max(0, 1 - ageDays / FRESH_DAYS);
}

async function bestOf(
  index: TitleIndex,
  { excludedWorks }: Asker,
  { count, mayList, seed }: Wish,
  score: (row: number) => number,
): Promise<Ranked[]> {
  const byWork = new Map<number, Ranked>();
  const size = Math.max(count * POOL, 100);
  const best = new Best(size * 2);
  for (let row = 0; row < index.size; row++) {
    if (row % PIECE === 0) await ownTurn();
    if (excludedWorks.has(index.works[row]) || !mayList(row)) continue;
    best.offer({ row, score: score(row) * (1 + JITTER * noise(seed, index.works[row])) });
  }
  // The same work on two servers is one title: the first of its rows stands for it.
  for (const each of best.sorted()) if (!byWork.has(index.works[each.row])) byWork.set(index.works[each.row], each);
  return [...byWork.values()].slice(0, size);
}

/** The `size` best of what is offered; a heap whose root is the worst of them. */
class Best {
  private readonly heap: Ranked[] = [];

  constructor(private readonly size: number) {}

  offer(each: Ranked): void {
    if (this.heap.length < this.size) {
      this.heap.push(each);
      this.up(this.heap.length - 1);
    } else if (before(this.heap[0], each)) {
      this.heap[0] = each;
      this.down(0);
    }
  }

  sorted(): Ranked[] {
    return [...this.heap].sort((a, b) => (before(a, b) ? 1 : -1));
  }

  private up(at: number): void {
    const parent = (at - 1) >> 1;
    if (at === 0 || before(this.heap[parent], this.heap[at])) return;
    this.swap(at, parent);
    this.up(parent);
  }

  private down(at: number): void {
    let worst = at;
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < this.heap.length && before(this.heap[child], this.heap[worst])) worst = child;
    if (worst === at) return;
    this.swap(at, worst);
    this.down(worst);
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b], this.heap[a]];
  }
}

/** Worse, or as good and further behind in the index. */
function before(a: Ranked, b: Ranked): boolean {
  return a.score < b.score || (a.score === b.score && a.row > b.row);
}

/** -1 to 1, the same for the same two numbers; none for seed 0. */
function noise(seed: number, work: number): number {
  if (seed === 0) return 0;
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(work + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x7fffffff - 1;
}
