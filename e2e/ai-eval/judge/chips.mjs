// The same questions without a provider: what `POST /ai/questions` understands, and whether its answer holds.
import { accepts } from './judge.mjs';

const RANGES = { years: ['yearFrom', 'yearTo'], minutes: ['minutesMin', 'minutesMax'] };
const OWN = {
  watched: true,
  resolution: true,
  ratingMin: true,
  contentRating: true,
  type: true,
  genre: true,
  person: true,
};
const DAY_MS = 86_400_000;

/** @returns what the answer should have understood, by field; null: it is no question for a search */
export function expectedChips({ args = {}, chips, tools }) {
  if (chips === null) return null;
  if (chips) return chips;
  const expected = Object.fromEntries(Object.entries(args).filter(([name]) => OWN[name]));
  for (const [field, [from, to]] of Object.entries(RANGES))
    if (args[from] !== undefined || args[to] !== undefined) expected[field] = rangesOf(args[from], args[to]);
  if (args.addedSinceDays !== undefined) expected.addedSince = daysOf(args.addedSinceDays);
  return tools?.includes('search_library') ? expected : null;
}

function rangesOf(from, to) {
  const all = (accepted) => (accepted === undefined ? [''] : [accepted].flat());
  return all(from).flatMap((least) => all(to).map((most) => `${least}-${most}`));
}

/** The day before and behind it too: what "in the last so many days" includes is for the product to say. */
function daysOf(days) {
  return [-1, 0, 1].map((by) => new Date(Date.now() - (days + by) * DAY_MS).toISOString().slice(0, 10));
}

/** @returns faults in words; null where there is nothing to ask */
export async function judgeQuestion(library, question, ask) {
  const expected = expectedChips(question);
  if (expected === null) return null;
  const answer = await ask(question.who, question.text);
  const understood = Object.fromEntries(answer.understood.map(({ field, value }) => [field, value]));
  const isCount = question.facts.count === true;
  const faults = [
    ...Object.entries(expected).flatMap(([field, accepted]) =>
      accepts(accepted, understood[field])
        ? []
        : [`${field} is ${understood[field] ?? 'missing'}, not ${[accepted].flat()[0]}`],
    ),
    ...Object.keys(understood)
      .filter((field) => !(field in expected) && !(field === 'intent' && isCount))
      .map((field) => `${field} was not asked for`),
    ...(isCount && answer.kind !== 'count' ? [`its kind is ${answer.kind}`] : []),
  ];
  return [...faults, ...(await factFaults(library, question, answer))];
}

async function factFaults(library, { who }, { kind, count, items, libraryQuery }) {
  const ids = items.map(({ id }) => id);
  const visible = await library.visible(who, ids);
  const unseen = ids.filter((id) => !visible.has(id)).map((id) => `card ${id} is not ${who}’s to see`);
  if (libraryQuery === null || kind === 'stats') return unseen;
  const filters = toFilters(new URLSearchParams(libraryQuery));
  const [expected, holding] = await Promise.all([library.count(who, filters), library.holding(who, filters, ids)]);
  return [
    ...unseen,
    ...(count === expected ? [] : [`it counts ${count}, SQL ${expected}`]),
    ...ids.filter((id) => !holding.has(id)).map((id) => `card ${id} does not hold the filters`),
  ];
}

/** The filters that the answer says it took, in the words of SQL. */
function toFilters(query) {
  const filters = {};
  const names = { genres: 'genre', durationMinMs: 'durationMinMs', durationMaxMs: 'durationMaxMs' };
  for (const [name, value] of query) if (!['sort', 'order'].includes(name)) filters[names[name] ?? name] = value;
  if (filters.watched !== undefined) filters.watched = filters.watched === 'true';
  return filters;
}
