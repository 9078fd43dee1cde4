import { Injectable } from '@nestjs/common';
import { SecretBox } from '../../infra/crypto';
import { UserViews } from '../../library';
import { PlexError, PlexServers, type PlexItemType } from '../../plex';
import { ShareQuery } from './share.query';
import { ViewsReader } from './views-reader';

const LEAF_TYPES: Record<string, PlexItemType> = { movie: 'movie', show: 'episode', artist: 'track' };

/**
 * Reads what one person has seen, by that person's own token: the server tells everybody their own view
 * state only. What was not read to its end changes nothing.
 */
@Injectable()
export class ViewsImport {
  constructor(
    private readonly shares: ShareQuery,
    private readonly servers: PlexServers,
    private readonly views: UserViews,
    private readonly secrets: SecretBox,
  ) {}

  /** @throws PlexError, SweepError: the sections that were read before stay read */
  async run(serverId: string, userId: string, signal: AbortSignal): Promise<void> {
    const share = await this.shares.find(serverId, userId);
    if (!share) return;
    await this.views.fillFromPlays(share.plexAccountId, serverId);
    const client = await this.servers.sameClientFor(serverId, signal);
    const token = this.secrets.tryOpen(share.sealedToken);
    if (!token) throw new PlexError('unauthorized', '/', { detail: 'key-lost' });
    for (const section of share.sections) {
      const type = LEAF_TYPES[section.type];
      if (type === undefined) continue;
      const reader = new ViewsReader(client, { token, sectionKey: section.key }, signal);
      const seen = await reader.seen(type);
      const rated = section.type === 'artist' ? [] : await reader.rated(section.type === 'show' ? 'show' : 'movie');
      const isLeaf = section.type === 'movie';
      await this.views.replace(
        share.plexAccountId,
        { id: section.id, serverId },
        // Who has seen a title comes last: both listings may hold it.
        new Map([[type, isLeaf ? [...rated, ...seen] : seen]]),
        isLeaf ? [] : rated,
      );
    }
  }
}
