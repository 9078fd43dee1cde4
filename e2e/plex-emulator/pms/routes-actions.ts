import { isLeaf, type Item } from '../catalog/item';
import { emptyOk, htmlError, type Reply } from '../http/reply';
import { route } from '../http/router';
import type { Session } from '../plays/sessions';
import { uuidText } from '../core/hash';
import type { PmsCall, PmsRoute } from './pms-call';
import { visibleItem } from './routes-metadata';
import { sectionFor } from './routes-sections';
import type { Section } from './sections';

/** `key` is a ratingKey here, although everywhere else it is a path. */
function keyedItem(call: PmsCall): Item | null {
  const key = call.query.get('key') ?? call.query.get('ratingKey') ?? '';
  return visibleItem(call, Number(key.slice(key.lastIndexOf('/') + 1)));
}

/** Marks for the caller alone, writes no row of history; a show or season means all its episodes. */
function mark(watched: boolean): PmsRoute['handle'] {
  return (call) => {
    if (call.query.get('identifier') !== 'com.plexapp.plugins.library' || call.query.get('key') === null)
      return htmlError(400);
    const item = keyedItem(call);
    if (!item) return htmlError(404);
    const { views, catalog, clock } = call.server;
    for (const key of isLeaf(item.type) ? [item.ratingKey] : catalog.leafKeys(item.ratingKey)) {
      if (watched) views.watched(call.caller.localId, key, clock.nowSeconds());
      else views.unwatch(call.caller.localId, key);
    }
    return emptyOk();
  };
}

function rate(call: PmsCall): Reply {
  const rating = Number(call.query.get('rating') ?? NaN);
  if (!(rating >= -1 && rating <= 10)) return htmlError(400);
  const item = keyedItem(call);
  if (!item) return htmlError(404);
  call.server.views.change(call.caller.localId, item.ratingKey, (view) => {
    view.rating = rating < 0 ? undefined : rating;
  });
  return emptyOk();
}

/** Players report here while they play; the report opens, moves and closes a session. */
function timeline(call: PmsCall): Reply {
  const item = keyedItem(call);
  if (!item) return htmlError(404);
  const { sessions, playback } = call.server;
  const state = call.query.get('state') ?? 'playing';
  const offsetMs = Number(call.query.get('time') ?? 0);
  const open = sessions
    .list()
    .find(({ ratingKey, localId }) => ratingKey === item.ratingKey && localId === call.caller.localId);
  const session = open ?? playback.start(item.ratingKey, call.caller.localId);
  playback.progress(session, offsetMs, state === 'stopped' ? session.state : (state as Session['state']));
  if (state === 'stopped') playback.stop(session);
  return emptyOk();
}

/** Guests never, the owner only when the setting is on; files the server may not write give a bare 400. */
function refusesDelete(call: PmsCall): Reply | null {
  if (!call.caller.isOwner || !call.server.settings.allowDeletes) return htmlError(403);
  return call.server.settings.readOnlyFiles ? htmlError(400) : null;
}

/** `…/media/` with an empty id hits the item itself: the trap is real. */
function deleteItem(call: PmsCall, [key]: string[]): Reply {
  const refused = refusesDelete(call);
  if (refused) return refused;
  if (!visibleItem(call, Number(key))) return htmlError(404);
  call.server.editor.delete(Number(key));
  return emptyOk();
}

function deleteMedia(call: PmsCall, [key, mediaId]: string[]): Reply {
  const refused = refusesDelete(call);
  if (refused) return refused;
  if (!visibleItem(call, Number(key))) return htmlError(404);
  return call.server.editor.deleteMedia(Number(key), Number(mediaId)) ? emptyOk() : htmlError(404);
}

function owned(act: (call: PmsCall, section: Section) => void): PmsRoute['handle'] {
  return (call, [key]) => {
    const section = sectionFor(call, key);
    if (!section) return htmlError(404);
    if (!call.caller.isOwner) return htmlError(403);
    act(call, section);
    return emptyOk();
  };
}

const scan = owned(({ server }, section) => {
  const uuid = uuidText(server.clock.nowMs() | 0);
  server.notifier.activity('started', `Scanning ${section.title}`, uuid, 0);
  section.scannedAt = server.clock.nowSeconds();
  server.notifier.activity('ended', `Scanning ${section.title}`, uuid, 100);
  server.notifier.status('Library scan complete', section.title);
});

const TYPES_BOTTOM_UP = {
  movie: ['movie'],
  show: ['episode', 'season', 'show'],
  artist: ['track', 'album', 'artist'],
} as const;
const emptyTrash = owned(({ server }, section) => {
  server.editor.emptyTrash(TYPES_BOTTOM_UP[section.type]);
});

/** Metadata is fetched again; nothing of it changes but the stamp. */
function refreshItem(call: PmsCall, [key]: string[]): Reply {
  if (!call.caller.isOwner) return htmlError(403);
  if (!visibleItem(call, Number(key))) return htmlError(404);
  call.server.editor.change(Number(key), {});
  return emptyOk();
}

export const ACTION_ROUTES: PmsRoute[] = [
  route('GET PUT', /^\/:\/scrobble$/, mark(true)),
  route('GET PUT', /^\/:\/unscrobble$/, mark(false)),
  route('GET PUT', /^\/:\/rate$/, rate),
  route('GET POST', /^\/:\/timeline$/, timeline),
  // The older way of players to report.
  route('GET PUT', /^\/:\/progress$/, timeline),
  route('DELETE', /^\/library\/metadata\/(\d+)\/?$/, deleteItem),
  route('DELETE', /^\/library\/metadata\/(\d+)\/media\/?$/, deleteItem),
  route('DELETE', /^\/library\/metadata\/(\d+)\/media\/(\d+)$/, deleteMedia),
  route('DELETE', /^\/library\/metadata\/([\d,]+)$/, () => htmlError(400)),
  route('GET POST', /^\/library\/sections\/(\w+)\/refresh$/, scan),
  route('PUT', /^\/library\/sections\/(\w+)\/emptyTrash$/, emptyTrash),
  route('PUT GET', /^\/library\/metadata\/(\d+)\/(?:refresh|analyze)$/, refreshItem),
] as PmsRoute[];
