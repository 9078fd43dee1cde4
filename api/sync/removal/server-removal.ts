import { Injectable } from '@nestjs/common';
import { ServerRegistry } from '../../plex';
import type { ServerRemovalDto } from './server-removal.dto';
import { ServerRemovalQuery } from './server-removal.query';

/** What a removal would take away, before anybody decides on it. */
@Injectable()
export class ServerRemoval {
  constructor(
    private readonly registry: ServerRegistry,
    private readonly query: ServerRemovalQuery,
  ) {
    registry.onRemoval((serverId) => this.census(serverId));
  }

  /** @throws DomainError `not-found` */
  async preview(serverId: string): Promise<ServerRemovalDto> {
    const server = await this.registry.get(serverId);
    const [items, counts] = await Promise.all([this.query.items(server.id), this.query.count(server.id)]);
    return { serverId: server.id, serverName: server.name, items, ...counts };
  }

  /** For the audit log, where titles in Plex's trash count as well: they go too. */
  private async census(serverId: string): Promise<Record<string, number>> {
    const [items, counts] = await Promise.all([this.query.items(serverId), this.query.count(serverId)]);
    const titles = items.reduce((sum, { count }) => sum + count, counts.itemsInTrash);
    return { libraries: counts.sections, titles, plays: counts.playsRemoved };
  }
}
