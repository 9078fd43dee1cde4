import { Injectable } from '@nestjs/common';
import { SecretBox } from '../../infra/crypto';
import { UserViews, type SeenItem } from '../../library';
import { PlexServers, type PlexItemType, type PlexServerClient } from '../../plex';
import { SweepError } from '../sweep/sweep.errors';
import { ShareQuery, type Share } from './share.query';

const PAGE_SIZE = 1000;
const MAX_PASSES = 3;
const LEAF_TYPES: Record<string, PlexItemType> = { movie: 'movie', show: 'episode', artist: 'track' };

type Section = Share['sections'][number];

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
    const client = await this.servers.clientFor(serverId);
    const token = this.secrets.open(share.sealedToken);
    for (const section of share.sections) {
      const type = LEAF_TYPES[section.type];
      if (type === undefined) continue;
      const seen = await readSeen(client, token, section, type, signal);
      await this.views.replace(share.plexAccountId, { id: section.id, serverId }, new Map([[type, seen]]));
    }
  }
}

/** Everything that was seen, from one listing that held still. */
async function readSeen(
  client: PlexServerClient,
  token: string,
  { key }: Section,
  type: PlexItemType,
  signal: AbortSignal,
): Promise<SeenItem[]> {
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const seen = await readPass(client, { token, sectionKey: key, type, size: PAGE_SIZE }, signal);
    if (seen) return seen;
  }
  throw new SweepError('section-moving', `The listing of what was seen of ${type} does not hold still`);
}

/** Null when the listing moved under it. */
async function readPass(
  client: PlexServerClient,
  asked: Omit<Parameters<PlexServerClient['seenItems']>[0], 'start'>,
  signal: AbortSignal,
): Promise<SeenItem[] | null> {
  const seen: SeenItem[] = [];
  let total: number | null = null;
  for (let start = 0; ;) {
    const page = await client.seenItems({ ...asked, start }, signal);
    if (total !== null && page.totalSize !== total) return null;
    total = page.totalSize;
    for (const { ratingKey, viewCount, lastViewedAt, viewOffsetMs } of page.items)
      if (viewCount > 0) seen.push({ ratingKey, viewCount, lastViewedAt, viewOffsetMs });
    start += page.rowCount;
    if (start >= total) return seen;
    if (page.rowCount === 0) return null;
  }
}
