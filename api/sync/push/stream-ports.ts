import { Injectable } from '@nestjs/common';
import type { PinoLogger } from 'nestjs-pino';
import { PlexServers, ServerRegistry, type PlexServerClient } from '../../plex';
import { ChangeQueue } from './change-queue';
import { PlayingEvents } from './playing-events';
import { PushSwitch } from './push-switch';
import { RunRequests } from './run-requests';
import type { EarPorts } from './server-ear';

/** Whom to listen to, and where what is heard goes. */
@Injectable()
export class StreamPorts {
  constructor(
    private readonly push: PushSwitch,
    private readonly registry: ServerRegistry,
    private readonly servers: PlexServers,
    private readonly changes: ChangeQueue,
    private readonly runs: RunRequests,
    private readonly playing: PlayingEvents,
  ) {}

  /** Ids of the servers to be listened to; none while push is switched off. */
  async wanted(): Promise<string[]> {
    return (await this.push.isOn()) ? (await this.registry.list()).map(({ id }) => id) : [];
  }

  /** @throws DomainError `not-found` */
  clientFor(serverId: string): Promise<PlexServerClient> {
    return this.servers.clientFor(serverId);
  }

  onRegistered(listener: () => void): void {
    this.registry.onRegistered(() => Promise.resolve(listener()));
  }

  ears(logger: PinoLogger, changed: () => void): EarPorts {
    return {
      logger,
      changed,
      store: (serverId, keys) => this.changes.add(serverId, keys),
      catchUp: (serverId, trigger) => this.runs.catchUp(serverId, trigger),
      playing: (serverId, event) => this.playing.tell(serverId, event),
    };
  }
}
