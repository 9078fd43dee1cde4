import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Agent } from 'undici';
import { AppConfig } from '../../infra/config';
import { isPlexFault, PlexError } from '../plex.errors';
import {
  ClientIdentity,
  isToken,
  parseJsonOrXml,
  PlexHttp,
  PRODUCT,
  withRetries,
  type PlexReply,
  type RetryPolicy,
} from '../transport';
import { CallBudget } from './call-budget';
import {
  readPin,
  readPinCheck,
  readResources,
  readSharedServers,
  readSharedUsers,
  readUser,
} from './plex-account.mapper';
import { RedisSharedCalls } from './redis-shared-calls';
import type { PinCheck, PlexPin, PlexResource, PlexUser, SharedServer, SharedUser } from './plex-account.types';

const CACHED_MS = 5 * 60_000;
/** Pause after a 429 that names no time. */
const DEFAULT_PAUSE_MS = 5_000;
/** Nobody holds all sign-ins longer, whatever a header says. */
const MAX_PAUSE_MS = 10 * 60_000;

export interface ReadOptions {
  /** Asks plex.tv even when the answer is known from the last five minutes. */
  fresh?: boolean;
}

interface AccountCall {
  method?: 'GET' | 'POST';
  path: string;
  query?: Record<string, string | number>;
  token?: string;
}

type Read<T> = (body: unknown, path: string) => T;

/**
 * plex.tv, the one client of it in a process. Every call counts against one budget, with Redis that of all
 * processes; a 429 pauses all of them; identical reads under way are one call. Throws PlexError only:
 * `unauthorized` means that the token is dead, any other fault is no verdict on it. `busy` and `rate-limited`
 * carry `retryAfterMs`.
 */
@Injectable()
export class PlexAccountClient implements OnApplicationShutdown {
  private readonly agent: Agent;
  private readonly http: PlexHttp;
  private readonly budget: CallBudget;
  private readonly retry: RetryPolicy;
  private readonly underWay = new Map<string, Promise<unknown>>();
  private readonly cache = new LRUCache<string, object>({ max: 500, ttl: CACHED_MS });

  constructor(
    private readonly config: AppConfig,
    private readonly identity: ClientIdentity,
  ) {
    const { timeoutMs, tvUrl, tvPerSecond } = config.plex;
    this.agent = new Agent({ connect: { timeout: timeoutMs }, connections: 8, pipelining: 1 });
    this.http = new PlexHttp(tvUrl, this.agent, 'plex.tv');
    const shared = config.redisUrl ? new RedisSharedCalls(config.redisUrl) : undefined;
    this.budget = new CallBudget({ perSecond: tvPerSecond, shared });
    // People wait for these answers: all tries together get the time of one.
    this.retry = { tries: 3, baseMs: 250, maxWaitMs: 15_000, budgetMs: timeoutMs };
  }

  /** Starts a sign-in: a strong PIN, bound to our client identifier. */
  async createPin(): Promise<PlexPin> {
    // A lost answer is not asked for again: each try would make another PIN.
    const pin = await this.call({ method: 'POST', path: '/api/v2/pins', query: { strong: 'true' } }, readPin);
    return { ...pin, clientIdentifier: await this.identity.identifier() };
  }

  async checkPin(id: string): Promise<PinCheck> {
    try {
      return await this.read({ path: `/api/v2/pins/${encodeURIComponent(id)}` }, readPinCheck);
    } catch (error) {
      if (isPlexFault(error, 'not-found')) return { state: 'expired' };
      throw error;
    }
  }

  /** The page on which a person approves the PIN. `forwardUrl` is where the browser comes back to; it carries no result. */
  async authUrl(pin: Pick<PlexPin, 'code'>, forwardUrl: string): Promise<string> {
    const values: [string, string][] = [
      ['clientID', await this.identity.identifier()],
      ['code', pin.code],
      ['context[device][product]', PRODUCT],
      ['forwardUrl', forwardUrl],
    ];
    const fragment = values
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&');
    return `${this.config.plex.appUrl}/auth#?${fragment}`;
  }

  /** Never cached: the answer says whether the token still lives. */
  user(token: string): Promise<PlexUser> {
    return this.read({ path: '/api/v2/user', token }, readUser);
  }

  /** The account's devices, with a token for each server. */
  resources(token: string, options: ReadOptions = {}): Promise<PlexResource[]> {
    const query = { includeHttps: 1, includeRelay: 1, includeIPv6: 1 };
    return this.cached({ path: '/api/v2/resources', query, token }, readResources, options);
  }

  /** Friends and home users of the owner behind `token`. The owner is not among them. */
  sharedUsers(token: string, options: ReadOptions = {}): Promise<SharedUser[]> {
    return this.cached({ path: '/api/users', token }, readSharedUsers, options);
  }

  /** Who may see what of one server. Holds other people's tokens: not cached. */
  sharedServers(token: string, machineIdentifier: string): Promise<SharedServer[]> {
    const path = `/api/servers/${encodeURIComponent(machineIdentifier)}/shared_servers`;
    return this.read({ path, token }, readSharedServers);
  }

  async onApplicationShutdown(): Promise<void> {
    this.budget.close();
    await this.agent.destroy();
  }

  private async cached<T extends object>(call: AccountCall, read: Read<T>, { fresh = false }: ReadOptions): Promise<T> {
    const key = keyOf(call);
    const known = fresh ? undefined : (this.cache.get(key) as T | undefined);
    if (known) return known;
    const value = await this.read(call, read);
    this.cache.set(key, value);
    return value;
  }

  /** GETs that are the same and under way share one call. */
  private read<T>(call: AccountCall, read: Read<T>): Promise<T> {
    const key = keyOf(call);
    const running = this.underWay.get(key) as Promise<T> | undefined;
    if (running) return running;
    const started = this.call(call, read).finally(() => this.underWay.delete(key));
    this.underWay.set(key, started);
    return started;
  }

  private call<T>(call: AccountCall, read: Read<T>): Promise<T> {
    const retry = call.method === 'POST' ? { ...this.retry, tries: 1 } : this.retry;
    return withRetries(async () => read(parseJsonOrXml(await this.send(call), call.path), call.path), retry);
  }

  private async send(call: AccountCall): Promise<PlexReply> {
    const { method, path, query, token } = call;
    if (token !== undefined && !isToken(token)) throw new PlexError('unauthorized', path, { detail: 'token' });
    const identity = await this.identity.headers();
    await this.budget.take(path);
    const { timeoutMs } = this.config.plex;
    const headers = token === undefined ? identity : { ...identity, 'x-plex-token': token };
    try {
      return await this.http.send({ method, path, query, headers, timeoutMs, deadlineMs: timeoutMs });
    } catch (error) {
      if (isPlexFault(error, 'rate-limited'))
        this.budget.pause(Math.min(error.retryAfterMs ?? DEFAULT_PAUSE_MS, MAX_PAUSE_MS));
      throw error;
    }
  }
}

/** Tokens are kept out of map keys, which end up in heap dumps. */
function keyOf({ path, query, token }: AccountCall): string {
  const owner = token === undefined ? '' : createHash('sha256').update(token).digest('base64url');
  return JSON.stringify([path, query, owner]);
}
