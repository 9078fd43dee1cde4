import { ownTurn } from '../../../common';
import { FEATURE_WEIGHTS, featuresOf, type Feature, type TitleFacts } from './features';

/** More of one title's features are noise, and cost every list. */
const MOST_FEATURES = 28;
/** A feature that a single title has connects nothing. */
const LEAST_TITLES = 2;
/** One that more than this share of all titles has tells nothing. */
const COMMON_SHARE = 0.5;

/**
 * Every title that can be recommended, as numbers: about 300 bytes each. A title is a row of the index, and rows of the
 * same work share its number. Row `r` has the features from `starts[r]` until before `starts[r + 1]`, in the order of their numbers,
 * whose weights make a vector of length one.
 */
export interface TitleIndex {
  readonly size: number;
  readonly workCount: number;
  readonly featureCount: number;
  readonly ids: Float64Array;
  readonly works: Uint32Array;
  readonly sections: Uint16Array;
  readonly types: Uint8Array;
  /** 0 to 1; NaN where nobody rated it. */
  readonly ratings: Float32Array;
  /** Epoch ms. */
  readonly addedAt: Float64Array;
  /** 1 where it can be watched. */
  readonly available: Uint8Array;
  readonly starts: Uint32Array;
  readonly features: Uint32Array;
  readonly weights: Float32Array;
  readonly sectionIds: readonly string[];
  readonly typeNames: readonly string[];
  /** Genres of row `r` from `genreStarts[r]` until before `genreStarts[r + 1]`, as their numbers. */
  readonly genreStarts: Uint32Array;
  readonly genres: Uint16Array;
  feature(id: number): Feature;
  genre(name: string): number | undefined;
  row(itemId: string): number | undefined;
}

/** Takes titles one after the other and numbers what they have. */
export class TitleIndexBuilder {
  private readonly ids: number[] = [];
  private readonly rows = new Map<number, number>();
  private readonly works: number[] = [];
  private readonly sections: number[] = [];
  private readonly types: number[] = [];
  private readonly ratings: number[] = [];
  private readonly addedAt: number[] = [];
  private readonly available: number[] = [];
  private readonly starts: number[] = [0];
  private readonly features: number[] = [];
  private readonly workNumbers = new Map<string, number>();
  /** By number of a work the one that it turned out to be the same as, or itself. */
  private readonly sameAs: number[] = [];
  private readonly sectionNumbers = new Numbering<string>();
  private readonly typeNumbers = new Numbering<string>();
  private readonly genreNumbers = new Numbering<string>();
  private readonly genreStarts: number[] = [0];
  private readonly genres: number[] = [];
  private readonly featureNumbers = new Numbering<string>();
  private readonly known: Feature[] = [];

  add(facts: TitleFacts): void {
    this.rows.set(Number(facts.id), this.ids.length);
    this.ids.push(Number(facts.id));
    this.works.push(this.workOf(facts));
    this.sections.push(this.sectionNumbers.of(facts.sectionId));
    this.types.push(this.typeNumbers.of(facts.type));
    this.ratings.push(facts.rating === null ? NaN : facts.rating / 10);
    this.addedAt.push(facts.addedAt);
    this.available.push(Number(facts.available));
    for (const feature of featuresOf(facts)) this.features.push(this.numberOf(feature));
    this.starts.push(this.features.length);
    for (const genre of facts.genres) this.genres.push(this.genreNumbers.of(genre));
    this.genreStarts.push(this.genres.length);
  }

  async build(): Promise<TitleIndex> {
    const vectors = await weighted(this.starts, this.features, this.known);
    // Functions of the index hold on to what they name, and must not name the builder: it is several times as large.
    const { genreNumbers, rows } = this;
    const { known } = vectors;
    const works = this.rootWorks();
    await ownTurn();
    return {
      size: this.ids.length,
      workCount: this.sameAs.length,
      featureCount: known.length,
      ids: new Float64Array(this.ids),
      works,
      sections: new Uint16Array(this.sections),
      types: new Uint8Array(this.types),
      ratings: new Float32Array(this.ratings),
      addedAt: new Float64Array(this.addedAt),
      available: new Uint8Array(this.available),
      starts: vectors.starts,
      features: vectors.features,
      weights: vectors.weights,
      genreStarts: new Uint32Array(this.genreStarts),
      genres: new Uint16Array(this.genres),
      sectionIds: this.sectionNumbers.names,
      typeNames: this.typeNumbers.names,
      feature: (id) => known[id],
      genre: (name) => genreNumbers.find(name),
      row: (itemId) => rows.get(Number(itemId)),
    };
  }

  /** Rows that share any of their names are of one work, also where a third row is what names them both. */
  private workOf({ works }: TitleFacts): number {
    const known = works.flatMap((name) => this.workNumbers.get(name) ?? []).map((number) => this.rootOf(number));
    const number = known.length > 0 ? Math.min(...known) : this.sameAs.push(this.sameAs.length) - 1;
    for (const other of known) this.sameAs[other] = number;
    for (const name of works) this.workNumbers.set(name, number);
    return number;
  }

  private rootWorks(): Uint32Array {
    const works = new Uint32Array(this.works);
    for (let row = 0; row < works.length; row++) works[row] = this.rootOf(works[row]);
    return works;
  }

  private rootOf(number: number): number {
    let root = number;
    while (this.sameAs[root] !== root) root = this.sameAs[root];
    this.sameAs[number] = root;
    return root;
  }

  private numberOf(feature: Feature): number {
    const number = this.featureNumbers.of(keyOf(feature));
    if (number === this.known.length) this.known.push(feature);
    return number;
  }
}

class Numbering<Name> {
  readonly names: Name[] = [];
  private readonly numbers = new Map<Name, number>();

  of(name: Name): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  find(name: Name): number | undefined {
    return this.numbers.get(name);
  }
}

function keyOf({ kind, name }: Feature): string {
  return `${kind}\0${name}`;
}

interface Vectors extends Pick<TitleIndex, 'starts' | 'features' | 'weights'> {
  /** By the numbers that are left. */
  known: Feature[];
}

/** Rows whose vectors, and features whose weights, one turn of the event loop makes. */
const PIECE = 1_000;
const FEATURES_PIECE = 20_000;

/** Keeps what connects titles, the rarest first, and scales each title's vector to length one. */
async function weighted(
  starts: readonly number[],
  features: readonly number[],
  known: readonly Feature[],
): Promise<Vectors> {
  const size = starts.length - 1;
  const weightOf = await featureWeights(features, known, size);
  const { numbers, left } = await renumbered(known, weightOf);
  const kept = { starts: new Uint32Array(size + 1), features: new Uint32Array(features.length) };
  const weights = new Float32Array(features.length);
  let end = 0;
  for (let row = 0; row < size; row++) {
    if (row % PIECE === 0) await ownTurn();
    const own = features.slice(starts[row], starts[row + 1]).filter((id) => weightOf[id] > 0);
    const best = own.sort((a, b) => weightOf[b] - weightOf[a] || a - b).slice(0, MOST_FEATURES);
    const length = Math.hypot(...best.map((id) => weightOf[id])) || 1;
    for (const id of best.sort((a, b) => numbers[a] - numbers[b])) {
      kept.features[end] = numbers[id];
      weights[end++] = weightOf[id] / length;
    }
    kept.starts[row + 1] = end;
  }
  await ownTurn();
  return { starts: kept.starts, features: kept.features.slice(0, end), weights: weights.slice(0, end), known: left };
}

/** Most words and names occur once: what they were called is not kept. */
async function renumbered(
  known: readonly Feature[],
  weightOf: Float32Array,
): Promise<{ numbers: Uint32Array; left: Feature[] }> {
  const numbers = new Uint32Array(known.length);
  const left: Feature[] = [];
  for (let id = 0; id < known.length; id++) {
    if (id % FEATURES_PIECE === 0) await ownTurn();
    if (weightOf[id] > 0) numbers[id] = left.push(known[id]) - 1;
  }
  return { numbers, left };
}

async function featureWeights(
  features: readonly number[],
  known: readonly Feature[],
  size: number,
): Promise<Float32Array> {
  const titles = new Uint32Array(known.length);
  for (let i = 0; i < features.length; i++) {
    if (i % (10 * FEATURES_PIECE) === 0) await ownTurn();
    titles[features[i]]++;
  }
  const weights = new Float32Array(known.length);
  for (let id = 0; id < known.length; id++) {
    if (id % FEATURES_PIECE === 0) await ownTurn();
    const tells = titles[id] >= LEAST_TITLES && (size < 20 || titles[id] <= size * COMMON_SHARE);
    if (tells) weights[id] = FEATURE_WEIGHTS[known[id].kind] * Math.log(1 + size / titles[id]);
  }
  return weights;
}
