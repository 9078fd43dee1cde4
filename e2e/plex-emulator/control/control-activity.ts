import type { Session } from '../plays/sessions';
import type { MediaServer } from '../pms/media-server';
import type { ControlCall, ControlTable } from './control-call';

function viewer({ world, args }: ControlCall, server: MediaServer): number {
  const account = world.directory.find(args.text('account') ?? world.directory.ownerId);
  if (!account) throw new Error(`no account ${args.text('account')}`);
  return server.localId(account.id);
}

function addPlay(call: ControlCall): object {
  const server = call.world.server(call.args.text('server'));
  const ratingKey = call.args.requiredNumber('ratingKey');
  if (!server.catalog.exists(ratingKey)) throw new Error(`no item ${ratingKey}`);
  return server.plays.add(
    ratingKey,
    viewer(call, server),
    call.args.number('viewedAt') ?? call.world.clock.nowSeconds(),
    call.args.number('deviceId') ?? 1,
  );
}

function startSession(call: ControlCall): object {
  const server = call.world.server(call.args.text('server'));
  return server.playback.start(call.args.requiredNumber('ratingKey'), viewer(call, server), {
    offsetMs: call.args.number('offsetMs') ?? 0,
    transcode: call.args.flag('transcode') ?? false,
    deviceId: call.args.number('deviceId') ?? 1,
  });
}

function openSession(call: ControlCall): { server: MediaServer; session: Session } {
  const server = call.world.server(call.args.text('server'));
  const session = server.sessions.get(call.args.required('sessionKey'));
  if (!session) throw new Error(`no session ${call.args.text('sessionKey')}`);
  return { server, session };
}

function progressSession(call: ControlCall): object {
  const { server, session } = openSession(call);
  server.playback.progress(
    session,
    call.args.number('offsetMs') ?? session.offsetMs,
    (call.args.text('state') as Session['state'] | undefined) ?? session.state,
  );
  return session;
}

/** `finished` plays it to the end first. */
function stopSession(call: ControlCall): object {
  const { server, session } = openSession(call);
  if (call.args.flag('finished')) session.offsetMs = server.playback.durationMs(session);
  return { recorded: server.playback.stop(session) };
}

/** View state without history, as after a scrobble. A `userRating` of 0 takes the rating back. */
function setView(call: ControlCall): object {
  const server = call.world.server(call.args.text('server'));
  const rating = call.args.number('userRating');
  return server.views.change(viewer(call, server), call.args.requiredNumber('ratingKey'), (view) => {
    view.count = call.args.number('viewCount') ?? view.count;
    view.lastViewedAt = call.args.number('lastViewedAt') ?? view.lastViewedAt;
    view.offsetMs = call.args.number('viewOffset') ?? view.offsetMs;
    if (rating !== undefined) view.rating = rating > 0 ? rating : undefined;
  });
}

function live({ world, args }: ControlCall): object {
  const on = args.flag('on');
  if (on === true) world.live.start();
  if (on === false) world.live.stop();
  for (let i = 0; i < (args.number('ticks') ?? 0); i++) world.live.tick();
  return { running: world.live.isRunning };
}

function push({ world, args }: ControlCall): object {
  const server = world.server(args.text('server'));
  server.notifier.raw(args.required('type'), args.all().container as object);
  return { listeners: server.notifier.size };
}

export const ACTIVITY_CONTROLS: ControlTable = {
  'POST plays': addPlay,
  'GET sessions': ({ world, args }) => world.server(args.text('server')).sessions.list(),
  'POST sessions/start': startSession,
  'POST sessions/progress': progressSession,
  'POST sessions/stop': stopSession,
  'POST views': setView,
  'POST live': live,
  'POST push': push,
  'GET push': ({ world, args }) => ({ listeners: world.server(args.text('server')).notifier.size }),
};
