/** What is stored of `i` and still true. */
const stored = (which: string): string =>
  `EXISTS (SELECT FROM item_languages l JOIN media_items v ON v.id = l.source_id
    WHERE l.item_id = i.id AND v.deleted_at IS NULL AND v.plex_updated_at IS NOT DISTINCT FROM l.source_updated_at
      AND ${which})`;

/** A server that told nothing of an item is asked again after this time. */
const IS_READ = `(l.languages IS NOT NULL OR l.read_at > now() - interval '1 day')`;

export const spokenIn = (language: string): string => stored(`l.languages @> ARRAY[${language}]::text[]`);

/** At least one of its languages is known. */
export const AUDIO_TOLD = stored('cardinality(l.languages) > 0');

/** It has a file with audio, or episodes that have, and nobody looked yet. Music has no languages in Plex. */
export const AUDIO_UNREAD = `(i.type IN ('movie', 'show', 'season', 'episode') AND NOT ${stored(IS_READ)})`;
