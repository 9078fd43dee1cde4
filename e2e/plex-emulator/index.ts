import type { IncomingMessage, ServerResponse } from 'node:http';
import { CONTROL_PATH, serveControl } from './control/control-host';
import { send } from './faults/fault-actions';
import { htmlError } from './http/reply';
import type { RequestCounters } from './http/request-counters';
import { Listener } from './http/listener';
import { withDefaults, type EmulatorOptions } from './options';
import { makeUpgrade } from './pms/push';
import { serveMediaServer } from './pms/server-host';
import type { MediaServer } from './pms/media-server';
import { servePlexTv } from './plex-tv/tv-host';
import { World } from './world';

export type { EmulatorOptions } from './options';

/** What a client of the emulator has to know; the program prints it as one line. */
export interface EmulatorDescription {
  plexTv: string;
  appUrl: string;
  servers: { machineIdentifier: string; name: string; uri: string; token: string }[];
  accounts: { id: number; username: string; title: string; token: string }[];
  control: string;
}

export interface Emulator extends EmulatorDescription {
  world: World;
  stop(): Promise<void>;
}

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Counts the request and turns a crash of ours into a 500 instead of an endless wait. */
function counted(
  counters: RequestCounters,
  serve: Serve,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    counters.begin(request.method ?? 'GET', (request.url ?? '/').split('?')[0]);
    response.once('close', () => counters.end());
    serve(request, response).catch((error: unknown) => {
      process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
      if (!response.headersSent) send(response, htmlError(500));
      else response.destroy();
    });
  };
}

function describe(world: World): EmulatorDescription {
  const { directory, tv, servers } = world;
  return {
    plexTv: tv.uri,
    appUrl: tv.uri,
    servers: servers.map(({ machineIdentifier, name, uri }) => ({
      machineIdentifier,
      name,
      uri,
      token: directory.accessToken(directory.ownerId, machineIdentifier),
    })),
    accounts: directory.accounts.map(({ id, username, title }) => ({
      id,
      username,
      title,
      token: directory.accountToken(id),
    })),
    control: `${tv.uri}${CONTROL_PATH}`,
  };
}

async function listenServer(world: World, server: MediaServer, port: number): Promise<Listener> {
  const { host, format } = world.options;
  const serve: Serve = (request, response) =>
    serveMediaServer({ server, faults: world.faults, defaultFormat: format }, request, response);
  const listener = new Listener(host, port, counted(server.counters, serve), makeUpgrade(server, world.faults, format));
  await listener.up();
  server.uri = listener.uri;
  world.listeners.set(server.machineIdentifier, listener);
  return listener;
}

async function listenPlexTv(world: World): Promise<Listener> {
  const { host, port, format } = world.options;
  const serveTv = counted(world.tv.counters, (request, response) =>
    servePlexTv({ tv: world.tv, faults: world.faults, defaultFormat: format }, request, response),
  );
  const listener = new Listener(host, port, (request, response) => {
    if (request.url?.startsWith(CONTROL_PATH)) void serveControl(world, () => describe(world), request, response);
    // The control calls live on the same port, so plex.tv can be gone only for everybody else.
    else if (world.tv.isDown) response.socket?.resetAndDestroy();
    else serveTv(request, response);
  });
  await listener.up();
  world.tv.uri = listener.uri;
  return listener;
}

async function stopWorld(world: World, listeners: readonly Listener[]): Promise<void> {
  world.live.stop();
  for (const server of world.servers) server.notifier.closeAll();
  await Promise.all(listeners.map((listener) => listener.down()));
}

/** Starts a world and resolves when every port listens. */
export async function startEmulator(given: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const world = new World(withDefaults(given));
  const tv = await listenPlexTv(world);
  const listeners = [tv];
  for (const [slot, server] of world.servers.entries()) {
    // Ports that follow the first are easy to remember; with port 0 any free one will do.
    listeners.push(await listenServer(world, server, world.options.port === 0 ? 0 : world.options.port + 1 + slot));
  }
  return { ...describe(world), world, stop: () => stopWorld(world, listeners) };
}
