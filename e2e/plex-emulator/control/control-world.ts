import { FAULT_KINDS, type FaultRequest } from '../faults/fault';
import { WORLD_QUIRKS } from '../faults/world-quirks';
import { ITEM_QUIRKS } from '../catalog/quirks';
import type { ControlCall, ControlTable } from './control-call';

function requests({ world }: ControlCall): object {
  return {
    'plex.tv': { ...world.tv.counters.report(), refused: world.tv.rateLimit.refused },
    servers: Object.fromEntries(world.servers.map((server) => [server.machineIdentifier, server.counters.report()])),
  };
}

function resetRequests({ world }: ControlCall): object {
  world.tv.counters.reset();
  for (const server of world.servers) server.counters.reset();
  return { ok: true };
}

function clock({ world, args }: ControlCall): object {
  const offsetMs = args.number('offsetMs');
  const speed = args.number('speed');
  if (offsetMs !== undefined) world.clock.offsetMs = offsetMs;
  if (speed !== undefined) world.clock.speed = speed;
  return { now: new Date(world.clock.nowMs()).toISOString(), offsetMs: world.clock.offsetMs, speed: world.clock.speed };
}

function rateLimit({ world, args }: ControlCall): object {
  const { rateLimit: limit } = world.tv;
  limit.reset();
  limit.perSecond = args.number('perSecond') ?? 0;
  limit.retryAfterSeconds = args.number('retryAfter') ?? 2;
  return { perSecond: limit.perSecond, retryAfter: limit.retryAfterSeconds };
}

function settings({ world, args }: ControlCall): object {
  const server = world.server(args.text('server'));
  const allowDeletes = args.flag('allowDeletes');
  const strictPaging = args.flag('strictPaging');
  if (allowDeletes !== undefined) server.settings.allowDeletes = allowDeletes;
  if (strictPaging !== undefined) server.settings.strictPaging = strictPaging;
  const readOnlyFiles = args.flag('readOnlyFiles');
  if (readOnlyFiles !== undefined) server.settings.readOnlyFiles = readOnlyFiles;
  const newestFirst = args.flag('newestFirst');
  if (newestFirst !== undefined) server.settings.newestFirst = newestFirst;
  const deadConnections = args.flag('deadConnections');
  const relay = args.flag('relay');
  if (deadConnections !== undefined) world.tv.settings.deadConnections = deadConnections;
  if (relay !== undefined) world.tv.settings.relay = relay;
  return { ...server.settings, ...world.tv.settings };
}

/** A port that is closed refuses connections; plex.tv resets them, because this API is behind its port. */
async function listen({ world, args }: ControlCall, up: boolean): Promise<object> {
  const scope = args.required('scope');
  if (scope === 'plex.tv') {
    world.tv.isDown = !up;
    return { scope, up };
  }
  const server = world.server(scope);
  const listener = world.listeners.get(server.machineIdentifier);
  if (up) await listener?.up();
  else {
    server.notifier.closeAll();
    await listener?.down();
  }
  return { scope, up: listener?.isUp ?? false };
}

export const WORLD_CONTROLS: ControlTable = {
  'GET requests': requests,
  'POST requests/reset': resetRequests,
  'GET faults': ({ world }) => ({ kinds: FAULT_KINDS, active: world.faults.list() }),
  'POST faults': ({ world, args }) => world.faults.set(args.all() as unknown as FaultRequest),
  'DELETE faults': ({ world, args }) => {
    world.faults.clear(args.number('id'));
    return { ok: true };
  },
  'POST clock': clock,
  'GET clock': clock,
  'POST rate-limit': rateLimit,
  'POST settings': settings,
  'GET quirks': () => [...ITEM_QUIRKS.map(({ name, row, types }) => ({ name, row, types })), ...WORLD_QUIRKS],
  'POST listeners/down': (call) => listen(call, false),
  'POST listeners/up': (call) => listen(call, true),
};
