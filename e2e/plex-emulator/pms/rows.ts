import type { Item } from '../catalog/item';
import type { Reply } from '../http/reply';
import { writeItem, type RowContext } from '../wire/item-row';
import type { Writer } from '../wire/writer';
import { pageHeaders, type Page, type Slice } from './paging';
import { containerReply, type PmsCall } from './pms-call';
import type { Section } from './sections';

export interface RowOptions {
  detail?: boolean;
  section?: Section;
  title2?: string;
  /** The row of `/children` that has no ratingKey. */
  allLeavesOf?: number;
  /** Written behind the container's own attributes. */
  attributes?: (w: Writer) => void;
}

const IDENTIFIER = 'com.plexapp.plugins.library';
const MEDIA_TAG_PREFIX = '/system/bundle/media/flags/';
const MEDIA_TAG_VERSION = 1_740_000_000;

function excludedNames(query: URLSearchParams): ReadonlySet<string> | null {
  const names = [query.get('excludeFields'), query.get('excludeElements')]
    .filter((text) => text !== null)
    .join(',')
    .split(',')
    .filter(Boolean);
  return names.length === 0 ? null : new Set(names);
}

function viewedLeaves(call: PmsCall, item: Item): number {
  if (item.type !== 'show' && item.type !== 'season') return 0;
  const { views, catalog } = call.server;
  let count = 0;
  for (const leaf of catalog.leafKeys(item.ratingKey))
    if ((views.get(call.caller.localId, leaf)?.count ?? 0) > 0) count++;
  return count;
}

/** A show counts the views of its episodes. */
function viewOf(call: PmsCall, item: Item): RowContext['view'] {
  const { views, catalog } = call.server;
  const own = views.get(call.caller.localId, item.ratingKey);
  if (item.type === 'movie' || item.type === 'episode' || item.type === 'track') return own;
  const sum = { count: 0, lastViewedAt: 0, offsetMs: 0, rating: own?.rating };
  for (const leaf of catalog.leafKeys(item.ratingKey)) {
    const view = views.get(call.caller.localId, leaf);
    if (!view) continue;
    sum.count += view.count;
    sum.lastViewedAt = Math.max(sum.lastViewedAt, view.lastViewedAt);
  }
  return sum;
}

export function rowContext(call: PmsCall, item: Item, detail: boolean): RowContext {
  const { catalog } = call.server;
  return {
    detail,
    includeGuids: call.query.get('includeGuids') === '1',
    checkFiles: call.query.get('checkFiles') === '1' || call.query.get('checkFileAvailability') === '1',
    sectionTitle: call.server.section(item.sectionKey)?.title ?? '',
    view: viewOf(call, item),
    viewedLeafCount: viewedLeaves(call, item),
    parentUpdatedAt: item.parentKey === null ? 0 : catalog.updatedAt(item.parentKey),
    grandparentUpdatedAt: item.grandparentKey === null ? 0 : catalog.updatedAt(item.grandparentKey),
  };
}

/** The attributes every listing of a section has. */
function writeContainer(
  w: Writer,
  slice: Slice,
  page: Page,
  { section, title2, attributes, allLeavesOf }: RowOptions,
): void {
  // The entry "All episodes" is counted like a row, although it is none.
  const extra = allLeavesOf === undefined ? 0 : 1;
  w.attr('size', slice.to - slice.from + (page.start === 0 ? extra : 0));
  w.attr('totalSize', slice.totalSize === undefined ? undefined : slice.totalSize + extra);
  w.attr('allowSync', true);
  w.attr('identifier', IDENTIFIER);
  w.attr('mediaTagPrefix', MEDIA_TAG_PREFIX);
  w.attr('mediaTagVersion', MEDIA_TAG_VERSION);
  if (slice.totalSize !== undefined) w.attr('offset', page.start);
  if (section !== undefined) {
    w.attr('librarySectionID', Number(section.key));
    w.attr('librarySectionTitle', section.title);
    w.attr('librarySectionUUID', section.uuid);
    w.attr('title1', section.title);
    w.attr('title2', title2 ?? `All ${section.title}`);
    w.attr('viewGroup', section.type);
  }
  attributes?.(w);
}

function writeAllLeaves(w: Writer, key: number): void {
  w.list('Directory', 1);
  w.open('Directory');
  w.attr('leafCount', 0);
  w.attr('thumb', `/library/metadata/${key}/thumb/1`);
  w.attr('key', `/library/metadata/${key}/allLeaves`);
  w.attr('title', 'All episodes');
  w.close('Directory');
  w.endList();
}

/** A page of rows. */
export function rowsReply(
  call: PmsCall,
  keys: ArrayLike<number>,
  page: Page,
  slice: Slice,
  options: RowOptions = {},
): Reply {
  const excluded = excludedNames(call.query);
  const { catalog } = call.server;
  return containerReply(
    call,
    (w) => {
      writeContainer(w, slice, page, options);
      if (options.allLeavesOf !== undefined && page.start === 0) writeAllLeaves(w, options.allLeavesOf);
      if (slice.to === slice.from) return;
      w.list('Metadata', slice.to - slice.from);
      w.exclude(excluded);
      for (let i = slice.from; i < slice.to; i++) {
        const item = catalog.build(keys[i]);
        if (item) writeItem(w, item, rowContext(call, item, options.detail === true));
        w.flush();
      }
      w.exclude(null);
      w.endList();
    },
    pageHeaders(page, slice),
  );
}
