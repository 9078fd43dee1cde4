import type { Feature, Picks, TitleIndex, TitlePick, Watched } from './engine';
import type { ReasonDto } from './recommendation.dto';

/** A title that the person watched or asked for and still sees, and what is known of it. */
export interface Source {
  row: number;
  itemId: string;
  title: string;
  type: string;
  weight: number;
  /** Views seen to the end; of a show, episodes. */
  finished: number;
  /** What they rated it themselves. */
  userRating: Watched['userRating'];
  /** They asked for more like it. */
  asked: boolean;
}

/** What the reasons of a whole list rest on. */
interface Ground {
  index: TitleIndex;
  picks: Picks;
  /** By number of the feature the title with it that says most about the person. */
  sources: ReadonlyMap<number, Source>;
  /** By work: how many people finished it. */
  audience: Uint32Array;
}

const MOST_REASONS = 3;
/** Shared features that are worth a sentence. */
const TOLD = ['director', 'actor', 'collection', 'studio', 'genre'] as const;
type ToldKind = (typeof TOLD)[number];
type ToldFeature = Feature & { kind: ToldKind };

const isTold = (feature: Feature): feature is ToldFeature => (TOLD as readonly string[]).includes(feature.kind);
const DAY_MS = 86_400_000;
const NEW_DAYS = 30;
const GOOD_RATING = 7.5;
const MANY_PEOPLE = 3;

/** Why a title was picked, the strongest first; every name and figure is one of the library or of the history. */
export function reasonsOf(pick: TitlePick, ground: Ground, now: number): ReasonDto[] {
  const reasons = sharedReasons(pick.row, ground);
  const similar = pick.coWatched > 0.2 ? tasteReason(ground) : null;
  // What a title shares with one of their own tells somebody more than that others watched it.
  if (similar) reasons.splice(1, 0, similar);
  if (reasons.length < MOST_REASONS) reasons.push(...factReasons(pick.row, ground, now));
  return reasons.slice(0, MOST_REASONS);
}

function tasteReason({ picks }: Ground): ReasonDto | null {
  if (picks.people === 0) return null;
  return { kind: 'similarTaste', text: 'People here with a taste like yours finished it', count: picks.people };
}

function sharedReasons(row: number, { index, picks, sources }: Ground): ReasonDto[] {
  const shared: { feature: ToldFeature; id: number; strength: number }[] = [];
  for (let i = index.starts[row]; i < index.starts[row + 1]; i++) {
    const id = index.features[i];
    const strength = picks.profile[id] * index.weights[i];
    if (strength <= 0) continue;
    const feature = index.feature(id);
    if (isTold(feature)) shared.push({ feature, id, strength });
  }
  shared.sort((a, b) => b.strength - a.strength);
  const told = new Set<string>();
  const reasons: ReasonDto[] = [];
  for (const { feature, id } of shared) {
    const source = sources.get(id);
    // One reason of a kind, and one for each title it comes from.
    if (!source || told.has(feature.kind) || told.has(source.title)) continue;
    told.add(feature.kind).add(source.title);
    reasons.push(toReason(feature, source));
    if (reasons.length === 2) break;
  }
  return reasons;
}

/** By number of the feature, of those that are told, the title with it that says most about the person. */
export function strongestSources(index: TitleIndex, sources: readonly Source[]): Map<number, Source> {
  const strongest = new Map<number, Source>();
  const most = new Float64Array(index.featureCount);
  for (const source of sources)
    for (let i = index.starts[source.row]; i < index.starts[source.row + 1]; i++) {
      const id = index.features[i];
      const strength = source.weight * index.weights[i];
      if (strength <= most[id] || !isTold(index.feature(id))) continue;
      most[id] = strength;
      strongest.set(id, source);
    }
  return strongest;
}

function toReason({ kind, name }: ToldFeature, source: Source): ReasonDto {
  const { itemId, title, type, finished, userRating, asked } = source;
  const common = {
    director: `Directed by ${name}, like ${title}`,
    actor: `With ${name}, like ${title}`,
    collection: `From the same collection as ${title} (${name})`,
    studio: `From ${name}, like ${title}`,
    genre: `${name}, like ${title}`,
  }[kind];
  return {
    kind,
    text: `${common}, ${deedOf(source)}`,
    itemId,
    subject: name,
    title,
    titleType: type,
    count: finished,
    asked,
    ...(userRating === null ? {} : { userRating: tenths(userRating) }),
  };
}

function deedOf({ type, finished, userRating, asked }: Source): string {
  if (asked) return 'which you want more of';
  if (userRating !== null) return `which you rated ${tenths(userRating)} of 10`;
  if (finished === 0) return 'which you began';
  if (type !== 'movie') return `of which you finished ${finished === 1 ? 'an episode' : `${finished} episodes`}`;
  if (finished === 1) return 'which you finished';
  return `which you finished ${finished === 2 ? 'twice' : `${finished} times`}`;
}

function factReasons(row: number, { index, audience }: Ground, now: number): ReasonDto[] {
  const reasons: ReasonDto[] = [];
  const rating = index.ratings[row] * 10;
  if (rating >= GOOD_RATING)
    reasons.push({ kind: 'rated', text: `Rated ${rating.toFixed(1)} of 10`, value: tenths(rating) });
  const people = audience[index.works[row]];
  if (people >= MANY_PEOPLE)
    reasons.push({ kind: 'popular', text: `${people} people here finished it`, count: people });
  const days = Math.floor((now - index.addedAt[row]) / DAY_MS);
  if (days >= 0 && days <= NEW_DAYS) reasons.push({ kind: 'new', text: addedWords(days), count: days });
  return reasons;
}

function addedWords(days: number): string {
  if (days === 0) return 'Added today';
  return days === 1 ? 'Added yesterday' : `Added ${days} days ago`;
}

function tenths(rating: number): number {
  return Math.round(rating * 10) / 10;
}
