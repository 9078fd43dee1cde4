import type { Item } from '../catalog/item';
import { htmlError, type Reply } from '../http/reply';
import { route } from '../http/router';
import { isRefused, readPage, slicePage } from './paging';
import { sees, type PmsCall, type PmsRoute } from './pms-call';
import { rowsReply } from './rows';

/** What the caller may open by key. An item may be listed and yet be gone when it is opened. */
export function visibleItem(call: PmsCall, key: number): Item | null {
  const item = call.server.catalog.item(key);
  if (!item || item.vanishing || !call.server.section(item.sectionKey) || !sees(call.caller, item.sectionKey))
    return null;
  return item;
}

/** Missing keys are left out; only when all are missing it is 404. */
function metadata(call: PmsCall, [list]: string[]): Reply {
  const items = list
    .split(',')
    .filter(Boolean)
    .map(Number)
    .map((key) => visibleItem(call, key))
    .filter((item) => item !== null);
  if (items.length === 0) return htmlError(404);
  const section = call.server.section(items[0].sectionKey);
  const page = { start: 0, size: null };
  return rowsReply(
    call,
    items.map(({ ratingKey }) => ratingKey),
    page,
    { from: 0, to: items.length, totalSize: undefined },
    { detail: true, section },
  );
}

type KeyLister = (call: PmsCall, item: Item) => number[];

function related(list: KeyLister): PmsRoute['handle'] {
  return (call, [key]) => {
    const item = visibleItem(call, Number(key));
    if (!item) return htmlError(404);
    const page = readPage(call);
    if (isRefused(call, page)) return htmlError(400);
    const keys = list(call, item);
    // The bare entry "All episodes" stands before the seasons unless it is declined.
    const withAll = item.type === 'show' && list === childrenOf && call.query.get('excludeAllLeaves') !== '1';
    return rowsReply(call, keys, page, slicePage(call, keys.length, page), {
      section: call.server.section(item.sectionKey),
      title2: item.title,
      allLeavesOf: withAll ? item.ratingKey : undefined,
      attributes: (w) => {
        w.attr('key', key);
        w.attr('parentTitle', item.title);
        w.attr('parentYear', item.year);
      },
    });
  };
}

const childrenOf: KeyLister = (call, item) => call.server.catalog.childKeys(item.ratingKey);
const leavesOf: KeyLister = (call, item) => call.server.catalog.leafKeys(item.ratingKey);

export const METADATA_ROUTES: PmsRoute[] = [
  route('GET', /^\/library\/metadata\/([\d,]+)\/?$/, metadata),
  route('GET', /^\/library\/metadata\/(\d+)\/children\/?$/, related(childrenOf)),
  route('GET', /^\/library\/metadata\/(\d+)\/(?:grandchildren|allLeaves)\/?$/, related(leavesOf)),
] as PmsRoute[];
