import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { DomainError } from '../../common';
import { AppConfig } from '../../infra/config';
import { PlaySessions } from '../../library';
import { PlexError, PlexServers, ServerRegistry, type PlexServer } from '../../plex';
import { SessionWatchLinks } from './session-watch-links';

const TICK_MS = 5_000;
const PLAYING_MS = 15_000;
const IDLE_MS = 60_000;
/** How soon another process's lease is looked at again. */
const ELSEWHERE_MS = 20_000;
/** Players report every few seconds: more often than this is not asked. */
const LEAST_MS = 1_000;

/** Looks at what the servers play: every 15 s while somebody watches, else every minute, and when woken. */
@Injectable()
export class SessionWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly owner = randomUUID();
  private readonly shutdown = new AbortController();
  private readonly dueAt = new Map<string, number>();
  private readonly lookedAt = new Map<string, number>();
  private readonly looking = new Map<string, Promise<void>>();
  private readonly soon = new Map<string, NodeJS.Timeout>();
  private timer?: NodeJS.Timeout;
  private unsubscribe: () => void = () => undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly registry: ServerRegistry,
    private readonly servers: PlexServers,
    private readonly sessions: PlaySessions,
    private readonly link: SessionWatchLinks,
    @InjectPinoLogger(SessionWatch.name) private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.timer = setInterval(() => void this.lookAtDue(), TICK_MS).unref();
    this.unsubscribe = this.link.onWake((serverId) => void this.lookNow(serverId));
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.unsubscribe();
    this.shutdown.abort();
    for (const timer of this.soon.values()) clearTimeout(timer);
    await Promise.all(this.looking.values());
    await this.link.release(this.owner).catch(() => undefined);
  }

  /** Something began, went on or ended: whichever process looks at the server looks at once. Never throws. */
  wake(serverId: string): void {
    this.link.wake(serverId);
  }

  /** Looks at one server, unless another process does. Answers whether it looked. */
  async look(server: Pick<PlexServer, 'id' | 'ownerAccountId'>): Promise<boolean> {
    if (!(await this.link.hold(server.id, this.owner))) {
      this.dueAt.set(server.id, performance.now() + ELSEWHERE_MS);
      return false;
    }
    this.dueAt.set(server.id, performance.now() + IDLE_MS);
    const client = await this.servers.clientFor(server.id);
    const open = await client.sessions(this.shutdown.signal);
    await this.link.tell(server.id, open);
    const ended = await this.sessions.observe(server, open);
    this.dueAt.set(server.id, performance.now() + (open.length > 0 ? PLAYING_MS : IDLE_MS));
    if (ended > 0) await this.link.importSoon(server.id);
    return true;
  }

  private async lookAtDue(): Promise<void> {
    try {
      for (const server of await this.registry.list())
        if (performance.now() >= (this.dueAt.get(server.id) ?? -Infinity)) void this.lookOnce(server);
    } catch (error) {
      this.logger.debug({ err: error }, 'The servers to look at could not be listed');
    }
  }

  private async lookNow(serverId: string): Promise<void> {
    if (this.shutdown.signal.aborted) return;
    // A look that has only just been taken, or is being taken, may have come too early to see it.
    const pause = this.looking.has(serverId)
      ? LEAST_MS
      : (this.lookedAt.get(serverId) ?? -Infinity) + LEAST_MS - performance.now();
    if (pause > 0) return this.lookSoon(serverId, pause);
    const server = await this.registry.find(serverId).catch(() => null);
    if (server) await this.lookOnce(server);
  }

  private lookSoon(serverId: string, waitMs: number): void {
    if (this.soon.has(serverId)) return;
    const look = () => {
      this.soon.delete(serverId);
      void this.lookNow(serverId);
    };
    this.soon.set(serverId, setTimeout(look, waitMs).unref());
  }

  private lookOnce(server: PlexServer): Promise<void> {
    const running = this.looking.get(server.id);
    if (running) return running;
    this.lookedAt.set(server.id, performance.now());
    const look = this.look(server)
      .then(() => undefined)
      .catch((error: unknown) => {
        // Offline or removed meanwhile: what was open stays open until the server tells otherwise.
        const expected = error instanceof PlexError || error instanceof DomainError;
        if (!expected) this.logger.warn({ err: error, serverId: server.id }, 'What a server plays could not be seen');
      })
      .finally(() => this.looking.delete(server.id));
    this.looking.set(server.id, look);
    return look;
  }
}
