import type { ItemCardDto } from '../../library';
import type { AllowedFields, ModelField } from './allowed-fields';
import type { ItemFacts } from './item-facts.query';
import type { Figure } from './tool';

/** A figure whose label is a name of the library or of a person, and which field that name is; `never`: for people alone. */
type MaybeNamed = Figure & { names?: ModelField | 'never' };
export type NamedFigure = MaybeNamed & Required<Pick<Figure, 'said'>>;

interface Told {
  count: number | null;
  items: readonly { item: ItemCardDto; reason: string | null }[];
  figures: readonly MaybeNamed[];
  facts: ReadonlyMap<string, ItemFacts>;
}

const LONGEST_TEXT = 200;
const LONGEST_SUMMARY = 400;

/**
 * All that a provider ever reads of a tool's result, field by field: what is not written here stays here, such as paths,
 * addresses, sizes of files and names of servers.
 */
export function forModel({ count, items, figures, facts }: Told, allowed: AllowedFields): object {
  return {
    ...(allowed.has('counts') && count !== null ? { count } : {}),
    items: items.map(({ item, reason }) => ({
      id: item.id,
      ...cardFields(item, allowed),
      ...factFields(facts.get(item.id), allowed),
      ...(reason !== null && allowed.has('titles') && allowed.has('people') ? { reason: plain(reason) } : {}),
    })),
    figures: allowed.has('counts') ? figures.map((figure) => figureFields(figure, allowed)) : [],
  };
}

function cardFields(item: ItemCardDto, allowed: AllowedFields): object {
  const { type, title, grandparentTitle, year, rating, watched, resolution, index, parentIndex } = item;
  return {
    type,
    ...(allowed.has('titles') ? { title: plain(title), ...known({ of: named(grandparentTitle) }) } : {}),
    ...(allowed.has('years') ? known({ year }) : {}),
    ...(allowed.has('counts') ? known({ rating, index, parentIndex }) : {}),
    ...known({ watched, resolution: named(resolution) }),
  };
}

function factFields(facts: ItemFacts | undefined, allowed: AllowedFields): object {
  if (!facts) return {};
  const { genres, directors, actors, durationMs, contentRating, summary } = facts;
  return {
    ...(allowed.has('genres') ? { genres: genres.map((genre) => plain(genre)) } : {}),
    ...(allowed.has('people') ? { directors: names(directors), actors: names(actors) } : {}),
    ...(allowed.has('counts') ? known({ minutes: durationMs === null ? null : Math.round(durationMs / 60_000) }) : {}),
    ...known({ contentRating: named(contentRating) }),
    ...(allowed.has('summaries') && summary !== null ? { summary: plain(summary, LONGEST_SUMMARY) } : {}),
  };
}

function figureFields({ key, label, value, unit, names }: MaybeNamed, allowed: AllowedFields): object {
  const mayName = names === undefined || (names !== 'never' && allowed.has(names));
  return { key, label: mayName ? plain(label) : key, value, unit };
}

/** Unknown is left out, not told as nothing. */
function known(fields: Record<string, string | number | boolean | null>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function named(text: string | null): string | null {
  return text === null ? null : plain(text);
}

/** One line without control characters and marks of direction, cut between characters. */
function plain(text: string, longest = LONGEST_TEXT): string {
  return [...text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim()].slice(0, longest).join('');
}

function names(people: readonly string[]): string[] {
  return people.map((name) => plain(name));
}
