// Which tools a question calls for: a small table of its own, which shares nothing with the product's.
import { filtersOf, hasFilters } from './filter-rules.mjs';

const QUOTED = /["“„«]([^"“”„«»]+)["“”»]/;
const PERIODS = [
  [/\b(?:this|last) week|diese woche|letzten? 7 tage/, '7d'],
  [/90 days|90 tage|three months/, '90d'],
  [/30 days|30 tage|this month|diesen monat|last month/, '30d'],
  [/this year|last year|letzte[sn]? jahr|dieses jahr/, '1y'],
  [/all time|ever\b|insgesamt/, 'all'],
];

const periodOf = (text) => PERIODS.find(([pattern]) => pattern.test(text))?.[1] ?? '30d';
const kindOf = (text) => {
  if (/\b(?:show|series|serie)s?\b|serien?\b/.test(text.replace(/^show /, ''))) return { type: 'show' };
  return /movie|film/.test(text) ? { type: 'movie' } : {};
};
const call = (name, args = {}) => [{ name, arguments: args }];
const titleIn = (written) => QUOTED.exec(written)?.[1].trim();

/** Of the titles that a search found the one of that very name. */
function find(written, results) {
  const title = titleIn(written).toLowerCase();
  const items = results.flatMap(({ items: found = [] }) => found);
  return items.find((item) => item.title?.toLowerCase() === title);
}

/** First looks the title up, then does something with its id. */
const aboutTitle = (name) => (text, written, results) => {
  if (results.length === 0) return call('search_library', { q: titleIn(written) });
  const item = results.length === 1 ? find(written, results) : undefined;
  return item ? call(name, { itemId: item.id }) : [];
};

const once = (calls) => (text, written, results) => (results.length === 0 ? calls(text, written) : []);

/** The first that fits decides. */
const RULES = [
  [/ignore (?:all )?your rules|vergiss deine regeln|weather|wetter|https?:|kubrick/, () => []],
  [/should i buy|fehlen in meiner/, () => []],
  [/(?:storage|speicher).*(?:resolution|auflösung)/, once(() => call('storage', { by: 'resolution' }))],
  [/storage|speicher/, once(() => call('storage'))],
  [/duplicate|doppelt/, once(() => call('duplicates'))],
  [/nobody|niemand/, once(() => call('unwatched', { idleDays: 365 }))],
  [/\bsync|synchron/, once(() => call('sync_status'))],
  [/everybody|haben alle/, once((text) => call('server_stats', { period: periodOf(text) }))],
  [/continue watching|weiterschauen/, once(() => call('continue_watching'))],
  [/what's new|neu in/, once((text) => call('recently_added', { days: Number(/(\d+) days/.exec(text)?.[1] ?? 14) }))],
  [/recommend|empfiehl/, once((text) => call('recommend', { ...kindOf(text), ...pick(filtersOf(text), ['genre']) }))],
  [/(?:like|wie) ["“„]/, aboutTitle('similar_items')],
  [/^how long is|^tell me about/, aboutTitle('get_item')],
  [QUOTED, once((text, written) => call('search_library', { q: titleIn(written) }))],
  [/what did i watch|was habe ich/, once((text) => call('my_history', { period: periodOf(text) }))],
  [/cleo watch/, once(() => call('server_stats', { period: 'all' }))],
  [/did i watch|my statistics|habe ich .*geschaut/, once((text) => call('my_stats', { period: periodOf(text) }))],
];

/** @param asked questions of the conversation, the latest last; @param results of this question's tools so far */
export function chooseCalls(asked, results) {
  const written = asked.at(-1);
  const text = written.toLowerCase();
  const [, rule] = RULES.find(([pattern]) => pattern.test(text)) ?? [];
  if (rule) return rule(text, written, results);
  if (results.length > 0) return [];
  const filters = filtersOf(text, written);
  const before = isFollowUp(text) ? chooseCalls(asked.slice(0, -1), [])[0]?.arguments : {};
  const args = { ...before, ...(isFollowUp(text) ? {} : kindOf(text)), ...filters };
  return hasFilters(args) ? call('search_library', args) : [];
}

function isFollowUp(text) {
  return /^only those|of those|^nur die/.test(text);
}

function pick(object, names) {
  return Object.fromEntries(names.flatMap((name) => (name in object ? [[name, object[name]]] : [])));
}
