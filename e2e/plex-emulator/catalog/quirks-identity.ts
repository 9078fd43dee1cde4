import { between } from '../core/hash';
import { imdbId, tmdbId } from './ids';
import type { Item } from './item';
import { TITLED, VIDEO, type ItemQuirk } from './quirk';

const EDITIONS = 'editions (`editionTitle`)';
const GUIDS = 'same guid on two items, repeated or conflicting Guid entries, `imdb://` empty, `tvdb://-1`';
const LEGACY = 'legacy agent guid / `local://`';
const VANISHING = 'item disappears between list and detail';
const SPECIALS = 'season 0 "Specials", no index, date-based episodes';
const LEAVES = 'show/season rows have no Media; leafCount 0';

/** Legacy agents know one id and send no Guid list. */
function legacy(item: Item, guid: string): void {
  item.guid = guid;
  item.guids = [];
}

function legacyTvdb(item: Item, h: number): void {
  const series = between(h, 951, 70_000, 420_000);
  legacy(
    item,
    `com.plexapp.agents.thetvdb://${series}${item.type === 'episode' ? `/${item.parentIndex}/${item.index}` : ''}?lang=en`,
  );
}

/** Quirks of identity: guids, editions, numbering. */
export const IDENTITY_QUIRKS: readonly ItemQuirk[] = [
  {
    name: 'edition',
    row: EDITIONS,
    types: ['movie'],
    apply: (item, { neighbour }) => {
      const { guid, guids, title, titleSort, year, originallyAvailableAt } = neighbour();
      Object.assign(item, {
        guid,
        guids,
        title,
        titleSort,
        year,
        originallyAvailableAt,
        editionTitle: "Director's Cut",
      });
    },
  },
  {
    name: 'shared-guid',
    row: GUIDS,
    types: ['movie', 'show'],
    apply: (item, { neighbour }) => {
      const other = neighbour();
      item.guid = other.guid;
      item.guids = other.guids;
    },
  },
  {
    name: 'repeated-guids',
    row: GUIDS,
    types: TITLED,
    apply: (item) => {
      item.guids = [...item.guids, item.guids[0], item.guids[0]];
    },
  },
  {
    name: 'conflicting-guids',
    row: GUIDS,
    types: VIDEO,
    apply: (item, { h }) => {
      item.guids = [...item.guids, `imdb://${imdbId(h % 1_000_000)}`, `tmdb://${tmdbId(h % 1_000_000)}`];
    },
  },
  {
    name: 'empty-imdb',
    row: GUIDS,
    types: VIDEO,
    apply: (item) => {
      item.guids = ['imdb://', ...item.guids.slice(1)];
    },
  },
  {
    name: 'negative-tvdb',
    row: GUIDS,
    types: TITLED,
    apply: (item) => {
      item.guids = [...item.guids.slice(0, 2), 'tvdb://-1'];
    },
  },
  {
    name: 'legacy-imdb',
    row: LEGACY,
    types: ['movie'],
    apply: (item, { h }) => legacy(item, `com.plexapp.agents.imdb://${imdbId(h % 1_000_000)}?lang=en`),
  },
  {
    name: 'legacy-tmdb',
    row: LEGACY,
    types: ['movie'],
    apply: (item, { h }) => legacy(item, `com.plexapp.agents.themoviedb://${tmdbId(h % 1_000_000)}?lang=en`),
  },
  { name: 'legacy-tvdb', row: LEGACY, types: ['show', 'episode'], apply: (item, { h }) => legacyTvdb(item, h) },
  { name: 'local-guid', row: LEGACY, types: TITLED, apply: (item) => legacy(item, `local://${item.ratingKey}`) },
  {
    name: 'none-agent',
    row: LEGACY,
    types: ['movie'],
    apply: (item, { h }) => legacy(item, `com.plexapp.agents.none://${(h >>> 0).toString(16)}?lang=xn`),
  },
  {
    name: 'vanishing-item',
    row: VANISHING,
    types: VIDEO,
    apply: (item) => {
      item.vanishing = true;
    },
  },
  {
    name: 'no-index',
    row: SPECIALS,
    types: ['episode'],
    apply: (item) => {
      item.index = undefined;
    },
  },
  {
    name: 'repeated-index',
    row: SPECIALS,
    types: ['episode'],
    apply: (item) => {
      item.index = 1;
    },
  },
  {
    name: 'date-based',
    row: SPECIALS,
    types: ['episode'],
    apply: (item) => {
      item.index = undefined;
      item.title = `Episode of ${item.originallyAvailableAt ?? 'an unknown day'}`;
      item.titleSort = item.title;
    },
  },
  {
    name: 'leaf-count-zero',
    row: LEAVES,
    types: ['show'],
    apply: (item) => {
      item.leafCount = 0;
      item.childCount = 0;
    },
  },
];
