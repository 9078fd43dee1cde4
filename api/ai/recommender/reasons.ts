import type { Feature, TitlePick, Picks, TitleIndex, Watched } from './engine';
import type { ReasonDto } from './recommendation.dto';

/** A title that the person watched, and what is known of it. */
export interface Source {
  row: number;
  /** Null where the person cannot see it any more. */
  itemId: string | null;
  title: string;
  weight: number;
  watched: Watched | null;
}

interface Ground {
  index: TitleIndex;
  picks: Picks;
  sources: readonly Source[];
  /** By work: how many people finished it. */
  audience: Uint32Array;
}

const MOST_REASONS = 3;
/** Shared features that are worth a sentence. */
const TOLD = ['director', 'actor', 'studio', 'genre'] as const;
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
  if (similar) reasons.splice(pick.coWatched > pick.content ? 0 : 1, 0, similar);
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
    const strength = (picks.profile.get(id) ?? 0) * index.weights[i];
    const feature = index.feature(id);
    if (strength > 0 && isTold(feature)) shared.push({ feature, id, strength });
  }
  shared.sort((a, b) => b.strength - a.strength);
  const told = new Set<string>();
  const reasons: ReasonDto[] = [];
  for (const { feature, id } of shared) {
    const source = sourceOf(id, index, sources);
    // One reason of a kind, and one for each title it comes from.
    if (!source || told.has(feature.kind) || told.has(source.title)) continue;
    told.add(feature.kind).add(source.title);
    reasons.push(toReason(feature, source));
    if (reasons.length === 2) break;
  }
  return reasons;
}

/** The title with this feature that says most about the person. */
function sourceOf(featureId: number, index: TitleIndex, sources: readonly Source[]): Source | null {
  let best: Source | null = null;
  let most = 0;
  for (const source of sources) {
    if (source.weight <= most) continue;
    for (let i = index.starts[source.row]; i < index.starts[source.row + 1]; i++)
      if (index.features[i] === featureId && source.weight * index.weights[i] > most) {
        best = source;
        most = source.weight * index.weights[i];
      }
  }
  return best;
}

function toReason({ kind, name }: ToldFeature, { itemId, title, watched }: Source): ReasonDto {
  const times = watched?.finished ?? 0;
  const said = watched === null ? 'you asked for more like it' : deed(watched, times);
  const text = {
    director: `Directed by ${name}, as ${title} was: ${said}`,
    actor: `With ${name}, as in ${title}: ${said}`,
    studio: `From ${name}, as ${title} is: ${said}`,
    genre: `${name}, like ${title}: ${said}`,
  }[kind];
  return { kind, text, ...(itemId === null ? {} : { itemId }), subject: name, title, count: times };
}

function deed({ type, finished }: Watched, times: number): string {
  if (finished === 0) return 'you began it';
  if (type !== 'movie') return times === 1 ? 'you finished an episode' : `you finished ${times} episodes`;
  return times === 1 ? 'you finished it' : times === 2 ? 'you finished it twice' : `you finished it ${times} times`;
}

function factReasons(row: number, { index, audience }: Ground, now: number): ReasonDto[] {
  const reasons: ReasonDto[] = [];
  const rating = index.ratings[row] * 10;
  if (rating >= GOOD_RATING)
    reasons.push({ kind: 'rated', text: `Rated ${rating.toFixed(1)} of 10`, value: Math.round(rating * 10) / 10 });
  const people = audience[index.works[row]];
  if (people >= MANY_PEOPLE)
    reasons.push({ kind: 'popular', text: `${people} people here finished it`, count: people });
  const days = Math.floor((now - index.addedAt[row]) / DAY_MS);
  if (days >= 0 && days <= NEW_DAYS)
    reasons.push({ kind: 'new', text: days === 0 ? 'Added today' : `Added ${days} days ago`, count: days });
  return reasons;
}
