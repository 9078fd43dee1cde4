import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { SharedRead } from '../../common';
import { Broadcast } from '../../infra/broadcast';
import { PLAYING_CHANNEL } from '../history/session-watch-links';
import { SessionWatch } from '../history/session-watch';
import { NowPlaying, type ServerSessions } from './now-playing.repository';

/** How often the database is asked for what no message told, while anybody listens. */
const LOOK_INTERVAL_MS = 1_000;
/** Servers that do not tell by themselves are asked this often, while anybody looks. */
const ASK_INTERVAL_MS = 10_000;

/** `state` differs whenever something else is played, or known, than before. */
export interface PlayingNews {
  servers: ServerSessions[];
  state: string;
}

type PlayingListener = (news: PlayingNews) => void;

/** What is being played, in every process, whenever it changes. */
@Injectable()
export class PlayingHub implements OnModuleDestroy {
  private readonly listeners = new Set<PlayingListener>();
  private readonly askedAt = new Map<string, number>();
  private unsubscribe: () => void = () => undefined;
  private timer?: NodeJS.Timeout;
  private looking: Promise<void> | null = null;
  private told = '';
  private readonly shared = new SharedRead(() => this.read());

  constructor(
    private readonly nowPlaying: NowPlaying,
    private readonly sessions: SessionWatch,
    private readonly broadcast: Broadcast,
    @InjectPinoLogger(PlayingHub.name) private readonly logger: PinoLogger,
  ) {}

  /** Answers the function that ends the subscription. The listener must not throw. */
  listen(listener: PlayingListener): () => void {
    if (this.listeners.size === 0) this.open();
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.close();
    };
  }

  /** As it is known now; what is not fresh is asked for, and told to those who listen. */
  current(): Promise<PlayingNews> {
    return this.shared.get();
  }

  private async read(): Promise<PlayingNews> {
    const servers = await this.nowPlaying.list();
    this.askForNews(servers);
    return { servers, state: stateOf(servers) };
  }

  onModuleDestroy(): void {
    this.listeners.clear();
    this.close();
  }

  private open(): void {
    this.told = '';
    this.unsubscribe = this.broadcast.subscribe<string>(PLAYING_CHANNEL, () => void this.look());
    this.timer = setInterval(() => void this.look(), LOOK_INTERVAL_MS);
    this.timer.unref();
  }

  private close(): void {
    this.unsubscribe();
    clearInterval(this.timer);
  }

  private look(): Promise<void> {
    this.looking ??= this.current()
      .then((news) => this.tell(news))
      .catch((error: unknown) => this.logger.debug({ err: error }, 'What is played could not be read for listeners'))
      .finally(() => (this.looking = null));
    return this.looking;
  }

  private tell(news: PlayingNews): void {
    if (news.state === this.told) return;
    this.told = news.state;
    for (const listener of this.listeners) listener(news);
  }

  private askForNews(servers: readonly ServerSessions[]): void {
    const now = performance.now();
    for (const { serverId, online, listening, ageMs } of servers) {
      // One that is away is looked for elsewhere.
      const fresh = !online || listening || (ageMs !== null && ageMs < ASK_INTERVAL_MS);
      if (fresh || now - (this.askedAt.get(serverId) ?? -Infinity) < ASK_INTERVAL_MS) continue;
      this.askedAt.set(serverId, now);
      this.sessions.wake(serverId);
    }
  }
}

function stateOf(servers: readonly ServerSessions[]): string {
  return JSON.stringify(
    servers.map(({ serverId, name, known, sessions }) => [serverId, name, known, known && sessions]),
  );
}
