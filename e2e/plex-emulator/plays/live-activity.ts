import { below, chance, draw } from '../core/hash';
import { movieKey, showKey } from '../catalog/keys';
import type { MediaServer } from '../pms/media-server';

const TICK_MS = 1000;
const TARGET_SESSIONS = 3;
/** Players report about this often. */
const REPORT_TICKS = 5;
/** A new title about so often, in time as the players feel it. */
const ARRIVAL_SECONDS = 1800;
const MAX_ARRIVALS = 500;

/** People who watch and a library that grows, for a world that should look alive. */
export class LiveActivity {
  private timer: NodeJS.Timeout | null = null;
  private tickNumber = 0;
  private arrivals = 0;
  private sinceArrivalSeconds = 0;

  constructor(private readonly servers: readonly MediaServer[]) {}

  get isRunning(): boolean {
    return this.timer !== null;
  }

  start(): void {
    if (this.timer) return;
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.timer.unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  /** One second of real time, which is `speed` seconds for the players. */
  tick(): void {
    this.tickNumber++;
    for (const server of this.servers) {
      this.advance(server);
      this.maybeStart(server);
    }
    this.maybeArrive();
  }

  private advance(server: MediaServer): void {
    for (const session of server.sessions.list()) {
      if (session.state === 'playing') session.offsetMs += TICK_MS * server.clock.speed;
      if (session.offsetMs >= server.playback.durationMs(session)) server.playback.stop(session);
      else if (this.tickNumber % REPORT_TICKS === 0) this.report(server, session);
    }
  }

  /** Now and then somebody pauses; the next report plays on. */
  private report(server: MediaServer, session: ReturnType<MediaServer['sessions']['list']>[number]): void {
    const h = draw(server.catalog.scope.serverSeed, 51_000_000 + this.tickNumber + Number(session.sessionKey) * 7919);
    const state = session.state === 'playing' && chance(h, 1, 5) ? 'paused' : 'playing';
    server.playback.progress(session, session.offsetMs, state);
  }

  private maybeStart(server: MediaServer): void {
    const h = draw(server.catalog.scope.serverSeed, 52_000_000 + this.tickNumber);
    const open = server.sessions.list();
    if (open.length >= TARGET_SESSIONS || !chance(h, 1, 25)) return;
    const viewer = server.plays.viewerOf(h, server.viewers());
    // One thing at a time for each person.
    if (open.some(({ localId }) => localId === viewer.accountId)) return;
    const [key] = server.plays.choose(h, viewer, server.clock.nowSeconds());
    if (key !== undefined && server.catalog.exists(key))
      server.playback.start(key, viewer.accountId, { deviceId: 1 + below(h, 2, 4), transcode: chance(h, 3, 30) });
  }

  private maybeArrive(): void {
    const [server] = this.servers;
    this.sinceArrivalSeconds += server.clock.speed;
    if (this.sinceArrivalSeconds < ARRIVAL_SECONDS || this.arrivals >= MAX_ARRIVALS) return;
    this.sinceArrivalSeconds = 0;
    this.arrivals++;
    const h = draw(server.catalog.scope.serverSeed, 53_000_000 + this.arrivals);
    const show = showKey(below(h, 1, Math.max(1, server.catalog.topCount('show'))));
    if (chance(h, 2, 60) && server.catalog.exists(show)) this.addEpisode(server, show);
    else if (server.catalog.exists(movieKey(0))) server.editor.add('movie');
  }

  /** A full season is no reason to stop: then a film comes instead. */
  private addEpisode(server: MediaServer, show: number): void {
    const seasons = server.catalog.childKeys(show);
    try {
      server.editor.addEpisode(show, seasons.length === 0 ? 1 : seasons[seasons.length - 1] - show - 1);
    } catch {
      server.editor.add('movie');
    }
  }
}
