import { parseFilters } from '../catalog/filters';
import { TYPE_NUMBER, type ItemType } from '../catalog/keys';
import { parseSort, type SortTerm } from '../catalog/sorting';
import { htmlError, type Reply } from '../http/reply';
import { route } from '../http/router';
import type { Writer } from '../wire/writer';
import { isRefused, readPage, slicePage } from './paging';
import { containerReply, sees, type PmsCall, type PmsRoute } from './pms-call';
import { rowsReply } from './rows';
import { leafType, sectionHolds, type Section } from './sections';

const TYPE_BY_NUMBER = new Map(Object.entries(TYPE_NUMBER).map(([type, number]) => [String(number), type as ItemType]));

/** A section the caller may not see is as good as none. */
export function sectionFor(call: PmsCall, key: string): Section | null {
  const section = call.server.section(key);
  return section && sees(call.caller, key) ? section : null;
}

function writeSection(w: Writer, call: PmsCall, section: Section): void {
  const { overlay } = call.server.catalog;
  w.open('Directory');
  w.attr('allowSync', true);
  w.attr('art', `/:/resources/${section.type}-fanart.jpg`);
  w.attr('composite', `/library/sections/${section.key}/composite/${section.scannedAt}`);
  w.attr('filters', true);
  w.attr('refreshing', section.refreshing);
  w.attr('thumb', `/:/resources/${section.type}.png`);
  // A string, although it looks like a number.
  w.attr('key', section.key);
  w.attr('type', section.type);
  w.attr('title', section.title);
  w.attr('agent', section.agent);
  w.attr('scanner', section.scanner);
  w.attr('language', 'en-US');
  w.attr('uuid', section.uuid);
  w.attr('updatedAt', section.scannedAt);
  w.attr('createdAt', section.createdAt);
  w.attr('scannedAt', section.scannedAt);
  w.attr('content', true);
  w.attr('directory', true);
  // A counter, not a time.
  w.attr('contentChangedAt', 1_000_000 + Number(section.key) * 1000 + overlay.version);
  w.attr('hidden', 0);
  w.list('Location', 1);
  w.open('Location');
  w.attr('id', Number(section.key));
  w.attr('path', section.path);
  w.close('Location');
  w.endList();
  w.close('Directory');
}

function sections(call: PmsCall): Reply {
  const visible = call.server.sections.filter(({ key }) => sees(call.caller, key));
  return containerReply(call, (w) => {
    w.attr('size', visible.length);
    w.attr('allowSync', false);
    w.attr('title1', 'Plex Library');
    if (visible.length === 0) return;
    w.list('Directory', visible.length);
    for (const section of visible) writeSection(w, call, section);
    w.endList();
  });
}

function library(call: PmsCall): Reply {
  return containerReply(call, (w) => {
    w.attr('size', 2);
    w.attr('allowSync', false);
    w.attr('identifier', 'com.plexapp.plugins.library');
    w.attr('title1', 'Plex Library');
    w.list('Directory', 2);
    for (const [key, title] of [
      ['sections', 'Library Sections'],
      ['recentlyAdded', 'Recently Added Content'],
    ]) {
      w.open('Directory');
      w.attr('key', key);
      w.attr('title', title);
      w.close('Directory');
    }
    w.endList();
  });
}

/** `null` when the type is none of this section's: the answer is empty then, no error. */
function typeOf(call: PmsCall, section: Section): ItemType | null {
  const asked = call.query.get('type');
  if (asked === null) return section.type;
  const type = TYPE_BY_NUMBER.get(asked);
  return type !== undefined && sectionHolds(section, type) ? type : null;
}

function listSection(
  call: PmsCall,
  section: Section,
  type: ItemType | null,
  sort: readonly SortTerm[],
  title2?: string,
): Reply {
  const page = readPage(call);
  if (isRefused(call, page)) return htmlError(400);
  const keys =
    type === null
      ? []
      : call.server.listing.keys({
          type,
          filters: parseFilters(call.query),
          sort,
          accountId: call.caller.localId,
          nowSeconds: call.server.clock.nowSeconds(),
          countOnly: page.size === 0,
        });
  return rowsReply(call, keys, page, slicePage(call, keys.length, page), { section, title2 });
}

function withSection(handle: (call: PmsCall, section: Section) => Reply): PmsRoute['handle'] {
  return (call, [key]) => {
    const section = sectionFor(call, key);
    return section === null ? htmlError(404) : handle(call, section);
  };
}

const all = withSection((call, section) =>
  listSection(call, section, typeOf(call, section), parseSort(call.query.get('sort'))),
);
const allLeaves = withSection((call, section) =>
  listSection(call, section, leafType(section), parseSort(call.query.get('sort'))),
);

const NEWEST_FIRST: SortTerm[] = [{ field: 'addedAt', descending: true }];
const recentlyAdded = withSection((call, section) =>
  listSection(call, section, leafType(section), NEWEST_FIRST, 'Recently Added'),
);

const MENU = [
  ['all', 'All'],
  ['unwatched', 'Unwatched'],
  ['recentlyAdded', 'Recently Added'],
  ['collection', 'By Collection'],
  ['genre', 'By Genre'],
  ['year', 'By Year'],
] as const;

const sectionMenu = withSection((call, section) =>
  containerReply(call, (w) => {
    w.attr('size', MENU.length);
    w.attr('librarySectionID', Number(section.key));
    w.attr('title1', section.title);
    w.attr('content', 'secondary');
    w.list('Directory', MENU.length);
    for (const [key, title] of MENU) {
      w.open('Directory');
      w.attr('key', key);
      w.attr('title', title);
      w.close('Directory');
    }
    w.endList();
  }),
);

/** `/genre` and `/year`: the values that occur, with the filter that leads to them. */
function values(name: 'genre' | 'year'): PmsRoute['handle'] {
  return withSection((call, section) => {
    const found = new Map<string, string>();
    for (const key of call.server.catalog.keys(section.type)) {
      const item = call.server.catalog.build(key);
      if (name === 'year' && item?.year) found.set(String(item.year), String(item.year));
      if (name === 'genre') for (const tag of item?.genres ?? []) found.set(String(tag.id), tag.tag);
    }
    const rows = [...found].sort(([, a], [, b]) => (a < b ? -1 : 1));
    return containerReply(call, (w) => writeValues(w, rows, section, name));
  });
}

function writeValues(w: Writer, rows: [string, string][], section: Section, name: string): void {
  w.attr('size', rows.length);
  w.attr('librarySectionID', Number(section.key));
  if (rows.length === 0) return;
  w.list('Directory', rows.length);
  for (const [key, title] of rows) {
    w.open('Directory');
    w.attr('fastKey', `/library/sections/${section.key}/all?${name}=${key}`);
    w.attr('key', key);
    w.attr('title', title);
    w.attr('type', name);
    w.close('Directory');
  }
  w.endList();
}

export const SECTION_ROUTES: PmsRoute[] = [
  route('GET', /^\/library\/?$/, library),
  route('GET', /^\/library\/sections\/?$/, sections),
  route('GET', /^\/library\/sections\/(\w+)\/all\/?$/, all),
  route('GET', /^\/library\/sections\/(\w+)\/allLeaves\/?$/, allLeaves),
  route('GET', /^\/library\/sections\/(\w+)\/(?:recentlyAdded|newest)\/?$/, recentlyAdded),
  route('GET', /^\/library\/sections\/(\w+)\/genre\/?$/, values('genre')),
  route('GET', /^\/library\/sections\/(\w+)\/year\/?$/, values('year')),
  route('GET', /^\/library\/sections\/(\w+)\/?$/, sectionMenu),
] as PmsRoute[];
