import { ownTurn } from '../../../common';
import { priorsOf } from './prior';
import type { TitleIndex } from './title-index';

/** Who finished what: person `p` the works from `starts[p]` until before `starts[p + 1]`. */
export interface CoWatching {
  readonly personCount: number;
  readonly starts: Uint32Array;
  readonly works: Uint32Array;
  /** How many people finished a work. */
  readonly audience: Uint32Array;
  /** By row of the index: what speaks for a title whoever asks. */
  readonly priors: Float32Array;
  person(accountId: string): number | undefined;
}

/** Views that one turn of the event loop takes in. */
const PIECE = 20_000;

/** @param pairs of a person and the number of a work, sorted by person, each once */
export async function coWatching(
  pairs: Iterable<readonly [accountId: string, work: number]>,
  index: TitleIndex,
  now: number,
): Promise<CoWatching> {
  const people = new Map<string, number>();
  const starts: number[] = [];
  const works: number[] = [];
  const audience = new Uint32Array(index.workCount);
  for (const [accountId, work] of pairs) {
    if (works.length % PIECE === 0) await ownTurn();
    if (!people.has(accountId)) {
      people.set(accountId, people.size);
      starts.push(works.length);
    }
    works.push(work);
    audience[work]++;
  }
  starts.push(works.length);
  await ownTurn();
  return {
    personCount: people.size,
    starts: new Uint32Array(starts),
    works: new Uint32Array(works),
    audience,
    priors: priorsOf(index, audience, people.size, now),
    person: (accountId) => people.get(accountId),
  };
}

/**
 * How much longer histories count less, and how much is taken from what everybody sees; see
 * `npm run bench:recommender`.
 */
const PERSON_EXPONENT = 0.8;
const WORK_EXPONENT = 0.7;
const AUDIENCE_EXPONENT = 0.5;

export interface Neighbourhood {
  /** By work; 0 to 1. */
  scores: Float32Array;
  /** How many other people share anything with this history. */
  people: number;
}

/**
 * A walk of three steps over who watched what: from the person's works to the people who finished them, and on to what
 * else these finished. Linear in the number of pairs, where comparing works with works would be quadratic.
 */
export function neighbourhood(
  { starts, works, audience, personCount, person }: CoWatching,
  history: ReadonlyMap<number, number>,
  accountId: string,
): Neighbourhood {
  const scores = new Float32Array(audience.length);
  const self = person(accountId);
  const walk = new Float32Array(audience.length);
  for (const [work, weight] of history) if (audience[work] > 0) walk[work] = weight / audience[work] ** WORK_EXPONENT;
  let people = 0;
  for (let other = 0; other < personCount; other++) {
    if (other === self) continue;
    const end = starts[other + 1];
    let shared = 0;
    for (let i = starts[other]; i < end; i++) shared += walk[works[i]];
    if (shared <= 0) continue;
    people++;
    const step = shared / (end - starts[other]) ** PERSON_EXPONENT;
    for (let i = starts[other]; i < end; i++) scores[works[i]] += step;
  }
  return { scores: scaled(scores, audience), people };
}

function scaled(scores: Float32Array, audience: Uint32Array): Float32Array {
  let most = 0;
  for (let work = 0; work < scores.length; work++) {
    if (scores[work] === 0) continue;
    scores[work] /= audience[work] ** AUDIENCE_EXPONENT;
    if (scores[work] > most) most = scores[work];
  }
  if (most > 0) for (let work = 0; work < scores.length; work++) scores[work] /= most;
  return scores;
}
