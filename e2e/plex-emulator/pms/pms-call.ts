import type { Fault } from '../faults/fault';
import type { Call } from '../http/call';
import { tokenOf } from '../http/call';
import type { Reply } from '../http/reply';
import type { Route } from '../http/router';
import type { Account } from '../plex-tv/account';
import { JsonWriter } from '../wire/json-writer';
import type { Writer } from '../wire/writer';
import { XmlWriter } from '../wire/xml-writer';
import type { MediaServer } from './media-server';

/** Who asks, as this server sees it. */
export interface Caller {
  account: Account;
  /** The server's own number: 1 for the owner. */
  localId: number;
  isOwner: boolean;
  /** null: all of them. */
  sections: ReadonlySet<string> | null;
}

export interface PmsCall extends Call {
  server: MediaServer;
  caller: Caller;
  fault: Fault | null;
}

export type PmsRoute = Route<PmsCall> & { handle: (call: PmsCall, params: string[]) => Reply };

/** The owner may use the account token or the server's own; everybody else needs the server's. */
export function callerOf(server: MediaServer, call: Call): Caller | null {
  const owner = server.directory.tokenOwner(tokenOf(call));
  if (!owner) return null;
  const account = server.directory.accounts.find(({ id }) => id === owner.accountId);
  const isOwner = owner.accountId === server.directory.ownerId;
  const isForHere =
    owner.machineIdentifier === server.machineIdentifier || (isOwner && owner.machineIdentifier === undefined);
  if (!account || !isForHere || !server.directory.mayEnter(server.machineIdentifier, account.id)) return null;
  const sections = isOwner
    ? null
    : (server.directory.sharedSections(server.machineIdentifier, account.id) ?? new Set<string>());
  return { account, localId: server.localId(account.id), isOwner, sections };
}

export const sees = (caller: Caller, sectionKey: string): boolean =>
  caller.sections === null || caller.sections.has(sectionKey);

const writerFor = (call: PmsCall): Writer => (call.format === 'json' ? new JsonWriter() : new XmlWriter());

/** Writes one `MediaContainer`; the callback gives attributes first, then the lists. */
export function containerReply(call: PmsCall, write: (w: Writer) => void, headers?: Record<string, string>): Reply {
  const w = writerFor(call);
  w.open('MediaContainer');
  write(w);
  w.close('MediaContainer');
  return {
    status: 200,
    type: w.contentType,
    body: w.body(),
    headers: { ...headers, 'X-Plex-Protocol': '1.0', 'Cache-Control': 'no-cache' },
  };
}
