import type { Fault } from '../faults/fault';
import type { Call } from '../http/call';
import { jsonReply, xmlReply, type Reply } from '../http/reply';
import type { Route } from '../http/router';
import { element } from '../wire/xml-element';
import type { Account } from './account';
import type { PlexTv } from './plex-tv';

export interface TvCall extends Call {
  tv: PlexTv;
  fault: Fault | null;
  /** Set on routes that need a token. */
  account: Account;
}

export type TvRoute = Route<TvCall> & { handle: (call: TvCall, params: string[]) => Reply; open?: boolean };

/** `{"errors":[{code,message,status}]}` or its XML twin. */
export function tvError(call: Call, status: number, code: number, message: string): Reply {
  if (call.format === 'json') return jsonReply({ errors: [{ code, message, status }] }, status);
  return xmlReply(element('errors', {}, [element('error', { code, message, status })]), status);
}

/** The same facts as JSON or as XML, whichever was asked for. */
export function tvReply(call: Call, json: unknown, xml: () => string, status = 200): Reply {
  return call.format === 'json' ? jsonReply(json, status) : xmlReply(xml(), status);
}
