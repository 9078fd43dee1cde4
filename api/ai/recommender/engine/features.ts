/** What titles can have in common, and how much that says about a taste. */
export const FEATURE_WEIGHTS = {
  director: 1.5,
  actor: 0.8,
  collection: 1.2,
  genre: 1,
  studio: 0.6,
  country: 0.3,
  decade: 0.4,
  contentRating: 0.3,
  keyword: 0.35,
} as const;

type FeatureKind = keyof typeof FEATURE_WEIGHTS;

export interface Feature {
  kind: FeatureKind;
  name: string;
}

/** What is said of a title that its features are made of. */
export interface TitleFacts {
  /** Id of the item. */
  id: string;
  /** Names the work: the same on every server, in any of its catalogues. */
  works: readonly string[];
  sectionId: string;
  type: string;
  year: number | null;
  /** 0 to 10. */
  rating: number | null;
  addedAt: number;
  /** What cannot be watched now is no pick, but may be what a taste rests on. */
  available: boolean;
  genres: readonly string[];
  directors: readonly string[];
  actors: readonly string[];
  countries: readonly string[];
  collections: readonly string[];
  studio: string | null;
  contentRating: string | null;
  summary: string | null;
}

const MOST_ACTORS = 6;
const MOST_COLLECTIONS = 5;
const MOST_KEYWORDS = 12;
/** Longer words carry the subject; the short ones are grammar in most languages. */
const WORD = /\p{L}{5,24}/gu;
const SUMMARY_LENGTH = 400;

export function featuresOf(facts: TitleFacts): Feature[] {
  const features: Feature[] = [];
  const add = (kind: FeatureKind, names: readonly (string | null)[]): void => {
    for (const name of names) if (name) features.push({ kind, name });
  };
  add('genre', facts.genres);
  add('director', facts.directors);
  add('actor', facts.actors.slice(0, MOST_ACTORS));
  add('collection', facts.collections.slice(0, MOST_COLLECTIONS));
  add('country', facts.countries);
  add('studio', [facts.studio]);
  add('contentRating', [facts.contentRating]);
  if (facts.year !== null) add('decade', [`${Math.floor(facts.year / 10) * 10}`]);
  add('keyword', keywordsOf(facts.summary));
  return features;
}

function keywordsOf(summary: string | null): string[] {
  if (summary === null) return [];
  const words = summary.slice(0, SUMMARY_LENGTH).toLowerCase().match(WORD) ?? [];
  return [...new Set(words)].slice(0, MOST_KEYWORDS);
}
