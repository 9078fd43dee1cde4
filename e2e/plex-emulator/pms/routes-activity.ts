import { sectionKeyOf } from './sections';
import { decodeKey, grandparentKeyOf, parentKeyOf } from '../catalog/keys';
import type { Item } from '../catalog/item';
import { draw } from '../core/hash';
import { htmlError, type Reply } from '../http/reply';
import { route } from '../http/router';
import type { Play } from '../plays/plays';
import { xmlNameOf } from '../wire/item-row';
import type { Writer } from '../wire/writer';
import { isRefused, pageHeaders, readPage, slicePage } from './paging';
import { containerReply, type PmsCall, type PmsRoute } from './pms-call';
import { SESSION_ROUTES } from './routes-sessions';

type PlayTest = (play: Play) => boolean;

/** `viewedAt>=` is "at or after"; `viewedAt>>=` is "after". */
const VIEWED_AT: Record<string, (viewedAt: number, bound: number) => boolean> = {
  'viewedAt>': (a, b) => a >= b,
  'viewedAt>>': (a, b) => a > b,
  'viewedAt<': (a, b) => a <= b,
  'viewedAt<<': (a, b) => a < b,
  viewedAt: (a, b) => a === b,
};

/** The id may be that of a film, an episode, a season or a whole show. */
function isAbout(play: Play, wanted: number): boolean {
  const position = decodeKey(play.ratingKey);
  return (
    play.ratingKey === wanted ||
    (position !== null && (parentKeyOf(position) === wanted || grandparentKeyOf(position) === wanted))
  );
}

function sectionOf(play: Play): string {
  return sectionKeyOf(decodeKey(play.ratingKey)?.type ?? 'movie');
}

function testsOf(call: PmsCall): PlayTest[] {
  const tests: PlayTest[] = [];
  const { caller } = call;
  // Everybody but the owner sees only his own rows.
  if (!caller.isOwner) tests.push((play) => play.accountId === caller.localId);
  for (const [name, value] of call.query) {
    if (name === 'accountID') tests.push((play) => play.accountId === Number(value));
    else if (name === 'librarySectionID') tests.push((play) => sectionOf(play) === value);
    else if (name === 'metadataItemID') tests.push((play) => isAbout(play, Number(value)));
    else if (name === 'deviceID') tests.push((play) => play.deviceId === Number(value));
    else if (name in VIEWED_AT) tests.push((play) => VIEWED_AT[name](play.viewedAt, Number(value)));
  }
  return tests;
}

/** Rows are in order of time: what lies before the bound need not be looked at, which a history of a million rows shows. */
function rowsSince(rows: readonly Play[], bound: number): Play[] {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].viewedAt < bound) low = middle + 1;
    else high = middle;
  }
  return rows.slice(low);
}

function selectPlays(call: PmsCall): Play[] {
  const tests = testsOf(call);
  const since = Number(call.query.get('viewedAt>') ?? 0);
  const isBoundOnly = tests.length <= (call.query.has('viewedAt>') ? 1 : 0);
  const known = rowsSince(call.server.plays.rows, Number.isNaN(since) ? 0 : since);
  const rows = isBoundOnly ? known : known.filter((play) => tests.every((test) => test(play)));
  // Unasked, the order is that of the rows themselves: oldest first.
  const isNewestFirst = call.server.settings.newestFirst || call.query.get('sort')?.startsWith('viewedAt:desc');
  return isNewestFirst ? rows.reverse() : rows;
}

/** Some rows of grown databases have lost the paths to their parents. */
const lacksPaths = (call: PmsCall, play: Play): boolean =>
  call.server.catalog.scope.quirksOn &&
  draw(call.server.catalog.scope.serverSeed, 31_000_000 + play.historyKey) % 61 === 0;

function writeKeys(w: Writer, item: Item, withPaths: boolean): void {
  w.attr('key', `/library/metadata/${item.ratingKey}`);
  w.attr('ratingKey', String(item.ratingKey));
  if (!withPaths) return;
  w.attr('parentKey', item.parentKey === null ? undefined : `/library/metadata/${item.parentKey}`);
  w.attr('grandparentKey', item.grandparentKey === null ? undefined : `/library/metadata/${item.grandparentKey}`);
}

/** Rows of deleted items stay, but lose what would lead to the item. */
function writePlay(w: Writer, call: PmsCall, play: Play): void {
  const { catalog } = call.server;
  const item = catalog.build(play.ratingKey);
  if (!item) return;
  const exists = catalog.exists(play.ratingKey);
  const name = xmlNameOf(item);
  w.open(name);
  w.attr('historyKey', `/status/sessions/history/${play.historyKey}`);
  if (exists) writeKeys(w, item, !lacksPaths(call, play));
  // A string here, a number in listings.
  w.attr('librarySectionID', item.sectionKey);
  w.attr('parentTitle', item.parentTitle);
  w.attr('grandparentTitle', item.grandparentTitle);
  w.attr('title', item.title);
  w.attr('type', item.type);
  w.attr('index', item.index);
  w.attr('parentIndex', item.parentIndex);
  if (exists) w.attr('thumb', `/library/metadata/${item.ratingKey}/thumb/${item.updatedAt ?? 0}`);
  w.attr('originallyAvailableAt', item.originallyAvailableAt);
  w.attr('viewedAt', play.viewedAt);
  w.attr('accountID', play.accountId);
  w.attr('deviceID', play.deviceId);
  w.close(name);
  w.flush();
}

function history(call: PmsCall): Reply {
  const page = readPage(call);
  if (isRefused(call, page)) return htmlError(400);
  const rows = selectPlays(call);
  const slice = slicePage(call, rows.length, page);
  return containerReply(
    call,
    (w) => {
      w.attr('size', slice.to - slice.from);
      w.attr('totalSize', slice.totalSize);
      w.attr('offset', slice.totalSize === undefined ? undefined : page.start);
      if (slice.to === slice.from) return;
      w.list('Metadata', slice.to - slice.from);
      w.exclude(new Set((call.query.get('excludeFields') ?? '').split(',').filter(Boolean)));
      for (let i = slice.from; i < slice.to; i++) writePlay(w, call, rows[i]);
      w.exclude(null);
      w.endList();
    },
    pageHeaders(page, slice),
  );
}

function forget(call: PmsCall, [historyKey]: string[]): Reply {
  if (!call.caller.isOwner) return htmlError(403);
  return call.server.plays.remove(Number(historyKey)) ? { status: 200, type: 'text/html', body: '' } : htmlError(404);
}

export const ACTIVITY_ROUTES: PmsRoute[] = [
  route('GET', /^\/status\/sessions\/history\/all\/?$/, history),
  route('DELETE', /^\/status\/sessions\/history\/(\d+)$/, forget),
  ...SESSION_ROUTES,
] as PmsRoute[];
