import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { withinTime } from '../common';
import { EXIT_BAD_CONFIGURATION, type AppConfig } from '../infra/config';
import { StartError } from '../infra/database/embedded';
import { closeEventStreams } from '../infra/http';
import { ROOT_LOGGER } from '../infra/logging';
import { JobDispatcher } from '../infra/queue';
import { refuseUnreadable } from './unreadable-request';

const DRAIN_MS = 10_000;
/** For what closes after that: none of it may wait for a database or Redis that is silent. */
const CLOSE_MS = 8_000;
const IDLE_CHECK_MS = 50;
/** Longer than proxies keep a connection that nobody uses (Caddy 2 min): one that we closed first would fail their next request. */
const KEEP_ALIVE_MS = 125_000;

/** Servers beside Nest's own, by application: the second loopback family. */
const others = new WeakMap<INestApplication, Server>();

/**
 * Listens on HOST, or on both loopback families where there are both: `localhost` means one or the
 * other, depending on the browser. @throws StartError when the port is taken
 */
export async function listen(app: INestApplication, config: AppConfig): Promise<void> {
  const { host, port } = config.http;
  const log = app.get<Logger>(ROOT_LOGGER);
  prepare(app.getHttpServer() as Server, log);
  try {
    await app.listen(port, host ?? '127.0.0.1');
  } catch (error) {
    throw asStartError(error, port);
  }
  if (host !== undefined) return;
  const actual = (app.getHttpServer() as Server).address() as AddressInfo;
  const server = createServer(app.getHttpAdapter().getInstance() as Express);
  prepare(server, log);
  const listening = await new Promise<boolean>((resolve) => {
    // No IPv6 on this machine, or the port is somebody else's there: 127.0.0.1 is enough.
    server.once('error', () => resolve(false)).listen(actual.port, '::1', () => resolve(true));
  });
  if (listening) others.set(app, server);
}

/** Node's own answers have no id, no problem and none of our headers: whatever can be read is a request like any other. */
function prepare(server: Server, log: Logger): void {
  Object.assign(server, { requireHostHeader: false, keepAliveTimeout: KEEP_ALIVE_MS });
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('clientError', refuseUnreadable(log));
}

function asStartError(error: unknown, port: number): unknown {
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE') return new StartError(`port ${port} is in use; set PORT to a free one`);
  if (code === 'EACCES') return new StartError(`port ${port} may not be used by this user; set PORT to one above 1023`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartError('HOST is no address of this machine', EXIT_BAD_CONFIGURATION);
  return error;
}

/**
 * Takes no new requests and jobs, ends event streams, lets running requests finish and puts running
 * jobs back into the queue (10 s each), then closes everything that they used (8 s).
 */
export async function shutDown(app: INestApplication): Promise<void> {
  const servers = [app.getHttpServer() as Server, others.get(app)].filter((server) => server?.listening) as Server[];
  closeEventStreams(app.getHttpAdapter().getInstance() as Express);
  const jobs = app.get(JobDispatcher, { strict: false });
  await Promise.all([...servers.map(drain), jobs.drain(DRAIN_MS)]);
  const log = app.get<Logger>(ROOT_LOGGER);
  await withinTime(app.close(), CLOSE_MS, () =>
    log.warn('What was used could not be closed in time, and is left to its end'),
  );
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that was busy when the close began turns idle later and would be kept alive.
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  server.closeIdleConnections();
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
}
