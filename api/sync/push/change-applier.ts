import { Injectable } from '@nestjs/common';
import { StoredItems } from '../../library';
import { PlexServers } from '../../plex';
import { ChangeReading } from './change-reading';
import { ChangeWriter } from './change-writer';
import { RemovalBrake } from './removal-brake';

/** Asks a server about single rows and stores what it says. Idempotent. */
@Injectable()
export class ChangeApplier {
  constructor(
    private readonly servers: PlexServers,
    private readonly stored: StoredItems,
    private readonly brake: RemovalBrake,
    private readonly writer: ChangeWriter,
  ) {}

  /**
   * @returns sections in which nothing was removed because too much is missing
   * @throws PlexError when the server does not answer; what was stored by then stays
   */
  async apply(serverId: string, ratingKeys: readonly string[], signal: AbortSignal): Promise<string[]> {
    const client = await this.servers.sameClientFor(serverId, signal);
    const reading = new ChangeReading({ serverId, client, signal }, this.stored);
    await reading.read(ratingKeys);
    const missing = await reading.listMissing();
    const held = await this.brake.heldSections(missing);
    const gone = await reading.confirmGone(missing.filter(({ sectionId }) => !held.has(sectionId)));
    await reading.fetchAbove(gone);
    signal.throwIfAborted();
    const removed = gone.length > 0 ? await this.writer.remove(serverId, gone) : 0;
    const added = await this.writer.write(serverId, reading.found.values(), (key) => reading.storedSection(key));
    await this.writer.settle(serverId, removed + added > 0);
    return [...held];
  }
}
