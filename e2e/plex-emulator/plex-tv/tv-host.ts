import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultTable } from '../faults/fault';
import { actBefore, send, sendWithFault } from '../faults/fault-actions';
import { plexValue, readCall, tokenOf, type Format } from '../http/call';
import type { Reply } from '../http/reply';
import { findRoute } from '../http/router';
import type { Account } from './account';
import { consentRoute } from './consent';
import { PEOPLE_ROUTES } from './people-routes';
import { clientOf, PIN_ROUTES } from './pin-routes';
import type { PlexTv } from './plex-tv';
import { RESOURCE_ROUTES } from './resource-routes';
import { tvError, type TvCall, type TvRoute } from './tv-call';
import { USER_ROUTES } from './user-routes';

const ROUTES: readonly TvRoute[] = [...PIN_ROUTES, ...USER_ROUTES, ...RESOURCE_ROUTES, ...PEOPLE_ROUTES];
const NOBODY = {} as Account;

/** plex.tv lets pages of any origin call it. */
function corsHeaders(call: TvCall): Record<string, string> {
  const headers: Record<string, string> = {
    'Access-Control-Allow-Origin': (call.headers.origin as string | undefined) ?? '*',
    'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, OPTIONS',
    'Access-Control-Max-Age': '86400',
    Vary: 'Origin',
  };
  const asked = call.headers['access-control-request-headers'];
  if (typeof asked === 'string') headers['Access-Control-Allow-Headers'] = asked;
  return headers;
}

export interface TvHostOptions {
  tv: PlexTv;
  faults: FaultTable;
  defaultFormat: Format;
}

export async function servePlexTv(
  { tv, faults, defaultFormat }: TvHostOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call: TvCall = { ...(await readCall(request, defaultFormat)), tv, fault: null, account: NOBODY };
  call.fault = faults.take(['plex.tv'], call.method, call.path);
  const early = call.fault ? await actBefore(call.fault, response, true) : null;
  if (early === 'handled') return;
  if (call.fault?.kind === 'xml') call.format = 'xml';
  const reply = early ?? answer(call);
  const full = { ...reply, headers: { ...corsHeaders(call), ...reply.headers } };
  if (call.fault) await sendWithFault(call.fault, response, full);
  else send(response, full);
}

function answer(call: TvCall): Reply {
  if (call.method === 'OPTIONS') return { status: 204, type: 'text/plain', body: '' };
  const consent = consentRoute(call);
  if (consent) return consent;
  const found = findRoute(ROUTES, call.method, call.path);
  if (!found) return tvError(call, 404, 1002, 'Not found');
  return refusal(call, (found.route as TvRoute).open === true) ?? (found.route.handle(call, found.params) as Reply);
}

/** What is wrong with the request before its route is even looked at. */
function refusal(call: TvCall, open: boolean): Reply | null {
  const client = clientOf(call);
  const wait = call.tv.rateLimit.hit(client ?? plexValue(call, 'X-Plex-Token') ?? 'anonymous', Date.now());
  if (wait !== null)
    return { ...tvError(call, 429, 1003, 'Too many requests'), headers: { 'Retry-After': String(wait) } };
  if (client === null && call.path.startsWith('/api/v2/'))
    return tvError(call, 400, 1000, 'X-Plex-Client-Identifier is missing');
  if (open) return null;
  const account = call.tv.directory.accountOf(tokenOf(call));
  if (!account) return deadToken(call);
  call.account = account;
  return null;
}

/** The old JSON route says 422 where the new ones say 401. */
function deadToken(call: TvCall): Reply {
  if (call.path === '/users/account.json')
    return { status: 422, type: 'application/json; charset=utf-8', body: '{"error":"Invalid token"}' };
  return tvError(call, 401, 1001, 'User could not be authenticated');
}
