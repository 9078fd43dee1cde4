import { Clock } from './core/clock';
import { FaultTable } from './faults/fault';
import { worldQuirkFaults } from './faults/world-quirks';
import type { Listener } from './http/listener';
import { LiveActivity } from './plays/live-activity';
import { MediaServer } from './pms/media-server';
import { addDefaultAccounts, DEFAULT_SHARES, Directory } from './plex-tv/account';
import { PlexTv } from './plex-tv/plex-tv';
import type { EmulatorOptions } from './options';

/** One emulated world: plex.tv, its people, the media servers, and what is wrong with them. */
export class World {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly servers: MediaServer[] = [];
  readonly tv: PlexTv;
  readonly faults: FaultTable;
  readonly live: LiveActivity;
  /** Filled when the ports are open; by machineIdentifier. */
  readonly listeners = new Map<string, Listener>();

  constructor(readonly options: EmulatorOptions) {
    this.clock = new Clock(options.speed);
    this.directory = new Directory(options.seed);
    this.faults = new FaultTable(options.seed);
    addDefaultAccounts(this.directory);
    for (let slot = 0; slot < options.servers; slot++) this.servers.push(this.makeServer(slot));
    this.tv = new PlexTv(options.seed, this.directory, this.servers, this.clock);
    this.live = new LiveActivity(this.servers);
    if (options.live) this.live.start();
    if (options.quirks === 'all') for (const fault of worldQuirkFaults()) this.faults.set(fault);
    Object.assign(this.tv.settings, { deadConnections: options.deadConnections, relay: options.relay });
  }

  private makeServer(slot: number): MediaServer {
    const server = new MediaServer(
      { ...this.options, quirks: this.options.quirks !== 'off', slot },
      this.directory,
      this.clock,
    );
    server.settings.strictPaging = this.options.strictPaging;
    for (const [name, sections] of Object.entries(DEFAULT_SHARES)) {
      const account = this.directory.find(name);
      if (account) this.directory.share(server.machineIdentifier, account.id, sections);
    }
    server.plays.generate(this.options.plays, server.viewers());
    return server;
  }

  /** By machineIdentifier, name or number; the first one when nothing is said. */
  server(name: string | number | null | undefined): MediaServer {
    if (name === null || name === undefined || name === '') return this.servers[0];
    const found = this.servers.find((server) => server.names.includes(String(name)));
    if (!found) throw new Error(`no server ${name}`);
    return found;
  }
}
