import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultTable } from '../faults/fault';
import { actBefore, send, sendWithFault } from '../faults/fault-actions';
import { readCall, type Format } from '../http/call';
import { htmlError, type Reply } from '../http/reply';
import { findRoute } from '../http/router';
import { callerOf, type Caller, type PmsCall } from './pms-call';
import type { MediaServer } from './media-server';
import { EVENT_PATH, openEventStream } from './push';
import { identity } from './routes-server';
import { PMS_ROUTES } from './routes';

const NOBODY = {} as Caller;

export interface HostOptions {
  server: MediaServer;
  faults: FaultTable;
  defaultFormat: Format;
}

/** Answers one request to a media server, faults included. */
export async function serveMediaServer(
  { server, faults, defaultFormat }: HostOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = await readCall(request, defaultFormat);
  const fault = faults.take(server.names, call.method, call.path);
  const early = fault ? await actBefore(fault, response, false) : null;
  if (early === 'handled') return;
  if (early === null && EVENT_PATH.test(call.path)) {
    const caller = callerOf(server, call);
    if (caller) return openEventStream(server, caller, call, response);
  }
  const pms: PmsCall = { ...call, server, caller: NOBODY, fault };
  if (fault?.kind === 'xml') pms.format = 'xml';
  const reply = early ?? answer(pms);
  if (fault) await sendWithFault(fault, response, reply);
  else send(response, reply);
}

function answer(call: PmsCall): Reply {
  if (call.path === '/identity') return identity(call);
  const caller = callerOf(call.server, call);
  if (!caller) return htmlError(401);
  call.caller = caller;
  const found = findRoute(PMS_ROUTES, call.method, call.path);
  if (!found) return htmlError(404);
  return found.route.handle(call, found.params) as Reply;
}
