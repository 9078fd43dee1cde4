import { asArray, isRow, readText } from './readers';

export interface ExternalIds {
  imdb: string | null;
  tmdb: string | null;
  tvdb: string | null;
}

const IMDB = /^tt\d{7,10}$/;
const POSITIVE = /^[1-9]\d{0,9}$/;

const LEGACY_PREFIX = 'com.plexapp.agents.';
const LEGACY_AGENTS: Readonly<Record<string, keyof ExternalIds>> = {
  imdb: 'imdb',
  themoviedb: 'tmdb',
  thetvdb: 'tvdb',
};

const VALID: Readonly<Record<keyof ExternalIds, RegExp>> = { imdb: IMDB, tmdb: POSITIVE, tvdb: POSITIVE };

/**
 * External ids of an item: the first valid one of each catalogue among its `Guid` entries, else what a
 * legacy agent's own guid holds. Servers repeat, contradict and leave empty what they send here.
 */
export function readExternalIds(entries: unknown, guid: string | null): ExternalIds {
  const ids: ExternalIds = { imdb: null, tmdb: null, tvdb: null };
  const list = asArray(entries);
  for (let i = 0; i < list.length; i++) {
    const entry = list[i];
    const text = readText(isRow(entry) ? entry.id : entry);
    if (text !== null) take(ids, text);
  }
  if (guid !== null && guid.startsWith(LEGACY_PREFIX)) take(ids, guid);
  return ids;
}

function take(ids: ExternalIds, guid: string): void {
  const catalogue = catalogueOf(guid);
  if (catalogue === null || ids[catalogue] !== null) return;
  const id = idIn(guid);
  if (id !== null && VALID[catalogue].test(id)) ids[catalogue] = id;
}

function catalogueOf(guid: string): keyof ExternalIds | null {
  if (guid.startsWith('imdb://')) return 'imdb';
  if (guid.startsWith('tmdb://')) return 'tmdb';
  if (guid.startsWith('tvdb://')) return 'tvdb';
  if (!guid.startsWith(LEGACY_PREFIX)) return null;
  return LEGACY_AGENTS[guid.slice(LEGACY_PREFIX.length, guid.indexOf('://'))] ?? null;
}

/**
 * The id in `scheme://id?lang=…`. Null for a legacy `id/season/episode`: there the id is the series',
 * and taking it would give every episode the same one.
 */
function idIn(guid: string): string | null {
  const start = guid.indexOf('://') + 3;
  const query = guid.indexOf('?', start);
  const id = query < 0 ? guid.slice(start) : guid.slice(start, query);
  return id.includes('/') ? null : id;
}
