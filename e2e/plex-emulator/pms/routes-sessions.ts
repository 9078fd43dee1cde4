import { htmlError, type Reply } from '../http/reply';
import { route } from '../http/router';
import { DEVICES } from '../plays/plays';
import type { Session } from '../plays/sessions';
import { writeItem } from '../wire/item-row';
import type { Writer } from '../wire/writer';
import { containerReply, type PmsCall, type PmsRoute } from './pms-call';
import { rowContext } from './rows';

const LAN_KBPS = 12_000;

function writePlayer(w: Writer, session: Session): void {
  const device = DEVICES.find(({ id }) => id === session.deviceId) ?? DEVICES[0];
  w.openObject('Player');
  w.attr('address', '192.0.2.44');
  w.attr('device', device.name);
  w.attr('machineIdentifier', `player-${session.localId}-${device.id}`);
  w.attr('platform', device.platform);
  w.attr('product', device.product);
  w.attr('profile', device.platform);
  w.attr('state', session.state);
  w.attr('title', device.name);
  w.attr('local', true);
  w.attr('relayed', false);
  w.attr('secure', true);
  w.attr('userID', session.localId);
  w.close('Player');
}

function writeTranscode(w: Writer, session: Session, durationMs: number): void {
  w.openObject('TranscodeSession');
  w.attr('key', `/transcode/sessions/emulated-${session.sessionKey}`);
  w.attr('throttled', false);
  w.attr('complete', false);
  w.attr('progress', Math.round((session.offsetMs / Math.max(1, durationMs)) * 1000) / 10);
  w.attr('speed', 2.4);
  w.attr('duration', durationMs);
  w.attr('videoDecision', 'transcode');
  w.attr('audioDecision', 'copy');
  w.attr('protocol', 'dash');
  w.attr('container', 'mp4');
  w.attr('videoCodec', 'h264');
  w.attr('audioCodec', 'aac');
  w.close('TranscodeSession');
}

/** The same item once for each viewer. */
function writeSession(w: Writer, call: PmsCall, session: Session): void {
  const { server } = call;
  const item = server.catalog.build(session.ratingKey);
  if (!item) return;
  const account = server.directory.accounts.find(({ id }) => id === server.accountId(session.localId));
  const context = rowContext(call, item, true);
  writeItem(w, item, {
    ...context,
    partDecision: session.transcode ? 'transcode' : 'directplay',
    view: {
      count: context.view?.count ?? 0,
      lastViewedAt: context.view?.lastViewedAt ?? 0,
      rating: undefined,
      offsetMs: session.offsetMs,
    },
    extraAttributes: () => {
      w.attr('sessionKey', session.sessionKey);
    },
    extraChildren: () => {
      w.openObject('User');
      w.attr('id', String(session.localId));
      w.attr('thumb', '');
      w.attr('title', account?.title ?? '');
      w.close('User');
      writePlayer(w, session);
      w.openObject('Session');
      w.attr('id', `emulated-${session.sessionKey}`);
      w.attr('bandwidth', LAN_KBPS);
      w.attr('location', 'lan');
      w.close('Session');
      if (session.transcode) writeTranscode(w, session, server.playback.durationMs(session));
    },
  });
}

function sessions(call: PmsCall): Reply {
  if (!call.caller.isOwner) return htmlError(403);
  const open = call.server.sessions.list();
  return containerReply(call, (w) => {
    w.attr('size', open.length);
    if (open.length === 0) return;
    w.list('Metadata', open.length);
    for (const session of open) writeSession(w, call, session);
    w.endList();
  });
}

export const SESSION_ROUTES: PmsRoute[] = [route('GET', /^\/status\/sessions\/?$/, sessions)] as PmsRoute[];
