import { Agent, type buildConnector } from 'undici';
import { ownTurn } from '../../common';
import { outboundConnector, type OutboundPolicy } from '../../infra/outbound';
import { isPlexFault, isServerAway, PlexError } from '../plex.errors';
import {
  isToken,
  PATIENT,
  PlexHttp,
  withRetries,
  type PlexReply,
  type PlexRequest,
  type RetryPolicy,
} from '../transport';

/** Where a media server is and what it lets us in with. */
export interface ServerTarget {
  uri: string;
  /** Empty for probes: a stranger behind an address must not be shown a token. */
  token: string;
}

/** What the registry learns from the calls of a client. */
export interface ServerHooks {
  /** A call with the server's own token was answered. */
  answered?(): void;
  /** A call with the server's own token failed for good. */
  failed?(error: PlexError): void;
  /** Asked once per failed call: another address or token to try, or null. */
  recover?(error: PlexError, failed: ServerTarget): Promise<ServerTarget | null>;
}

export interface ServerConnectionOptions {
  target: ServerTarget;
  policy: OutboundPolicy;
  identity: () => Promise<Record<string, string>>;
  timeoutMs: number;
  hooks?: ServerHooks;
  retry?: RetryPolicy;
}

export interface ServerCall extends Omit<PlexRequest, 'headers' | 'timeoutMs'> {
  /** Lists have four sockets of their own, so that a sync never starves a poster and the other way round. */
  lane: 'list' | 'other';
  headers?: Record<string, string>;
  /** Another account's token for this server; the call then says nothing about our own access. */
  token?: string;
  /** Open to everybody: asked without a token, which may be a stranger's to see, and no sign that ours is taken. */
  open?: boolean;
  retry?: RetryPolicy;
}

/** For connections that last: how to make one, and when to make another. */
export interface ServerLine {
  /** Runs `attempt` with the address and token that hold now; a refused token is searched for anew once. */
  open<T>(attempt: (request: LineRequest) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Address or token were replaced. */
  onChange(listener: () => void): void;
  onClose(listener: () => void): void;
  /** It is used no more. */
  release(): void;
}

export interface LineRequest {
  target: ServerTarget;
  headers: Record<string, string>;
  connect: buildConnector.connector;
}

const LIST_SOCKETS = 4;
const OTHER_SOCKETS = 6;
/** A page must not wait for a search of addresses longer than this; the search goes on behind it. */
const RECOVERY_WAIT_MS = 5_000;

/** The sockets to one media server, with retries and one attempt at recovery. */
export class ServerConnection {
  /** One for each connection that lasts. */
  private readonly lines = new Set<{ changed: () => void; closed: () => void }>();
  private readonly lanes: Record<ServerCall['lane'], Agent>;
  private readonly connector: buildConnector.connector;
  private target: ServerTarget;
  private closed = false;

  constructor(private readonly options: ServerConnectionOptions) {
    this.target = options.target;
    this.connector = outboundConnector({ policy: options.policy, timeoutMs: options.timeoutMs });
    const connect = this.connector;
    const agent = (connections: number) => new Agent({ connect, connections, pipelining: 1, keepAliveTimeout: 20_000 });
    this.lanes = { list: agent(LIST_SOCKETS), other: agent(OTHER_SOCKETS) };
  }

  /** The server was linked anew: calls from now on go there. */
  retarget(target: ServerTarget): void {
    const { uri, token } = this.target;
    this.target = target;
    if (uri !== target.uri || token !== target.token) for (const { changed } of [...this.lines]) changed();
  }

  /** To be used by one lasting connection, which ends with this one. */
  line(): ServerLine {
    const line = { changed: () => undefined as void, closed: () => undefined as void };
    this.lines.add(line);
    return {
      open: (attempt, signal) => this.openLine(attempt, signal),
      onChange: (listener) => void (line.changed = listener),
      onClose: (listener) => {
        line.closed = listener;
        if (this.closed) listener();
      },
      release: () => void this.lines.delete(line),
    };
  }

  /** @param read runs inside each try: what it refuses as `malformed` is asked for once more */
  async call<T>(call: ServerCall, read: (reply: PlexReply) => T): Promise<T> {
    const target = this.target;
    try {
      return this.succeeded(call, await this.tries(call, target, read));
    } catch (error) {
      if (call.token !== undefined || !(error instanceof PlexError)) throw error;
      const next = await this.recovered(error, target, call.signal);
      if (!next) throw this.reported(error);
      return await this.tries(call, next, read).then(
        (value) => this.succeeded(call, value),
        (again: unknown) => {
          throw again instanceof PlexError ? this.reported(again) : again;
        },
      );
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const { closed } of this.lines) closed();
    this.lines.clear();
    await Promise.all(Object.values(this.lanes).map((agent) => agent.destroy()));
  }

  private async openLine<T>(attempt: (request: LineRequest) => Promise<T>, signal: AbortSignal): Promise<T> {
    const { target } = this;
    const call: ServerCall = { path: '/:/notifications', lane: 'other', signal };
    const once = async (to: ServerTarget) =>
      attempt({ target: to, headers: await this.headers(call, to), connect: this.connector });
    try {
      return this.succeeded(call, await once(target));
    } catch (error) {
      if (!(error instanceof PlexError)) throw error;
      // A proxy that breaks off handshakes says nothing about where the server is.
      if (!isPlexFault(error, 'unauthorized') && !isServerAway(error)) throw error;
      const next = await this.recovered(error, target, signal);
      if (!next) throw this.reported(error);
      return this.succeeded(call, await once(next));
    }
  }

  private tries<T>(call: ServerCall, target: ServerTarget, read: (reply: PlexReply) => T): Promise<T> {
    const http = new PlexHttp(target.uri, this.lanes[call.lane], 'media-server');
    const { timeoutMs } = this.options;
    // Long lists may take a while to arrive; everything else is waited for by a person.
    const deadlineMs = call.lane === 'list' ? timeoutMs * 2 : timeoutMs;
    const attempt = async () => {
      const headers = await this.headers(call, target);
      const reply = await http.send({ ...call, headers, timeoutMs, deadlineMs });
      if (call.lane === 'list') await ownTurn();
      return read(reply);
    };
    return withRetries(attempt, call.retry ?? this.options.retry ?? PATIENT, call.signal);
  }

  private async headers(call: ServerCall, target: ServerTarget): Promise<Record<string, string>> {
    const token = call.open ? '' : (call.token ?? target.token);
    if (token === '' && call.token === undefined) return { ...(await this.options.identity()), ...call.headers };
    if (!isToken(token)) throw new PlexError('unauthorized', call.path, { detail: 'token' });
    return { ...(await this.options.identity()), ...call.headers, 'x-plex-token': token };
  }

  private succeeded<T>(call: ServerCall, value: T): T {
    if (call.token === undefined && !call.open) this.options.hooks?.answered?.();
    return value;
  }

  private reported(error: PlexError): PlexError {
    if (error.fault !== 'aborted') this.options.hooks?.failed?.(error);
    return error;
  }

  private async recovered(error: PlexError, failed: ServerTarget, signal?: AbortSignal): Promise<ServerTarget | null> {
    if (this.closed || !isPlexFault(error, 'unreachable', 'timeout', 'tls', 'not-plex', 'unauthorized')) return null;
    // Another call of this client found the way already.
    if (this.target !== failed) return this.target;
    const search = this.options.hooks?.recover?.(error, failed).catch(() => null);
    if (!search) return null;
    const next = await firstOf(search, RECOVERY_WAIT_MS, signal);
    if (next) this.target = next;
    return next;
  }
}

/** The answer, or null when it takes too long or the caller gives up. */
function firstOf<T>(answer: Promise<T | null>, waitMs: number, signal?: AbortSignal): Promise<T | null> {
  return new Promise((resolve) => {
    const finish = (value: T | null) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      resolve(value);
    };
    const giveUp = () => finish(null);
    const timer = setTimeout(giveUp, waitMs);
    signal?.addEventListener('abort', giveUp, { once: true });
    void answer.then(finish);
  });
}
