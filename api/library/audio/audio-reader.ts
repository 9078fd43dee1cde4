import { Injectable } from '@nestjs/common';
import { isPlexFault, PlexError, PlexServers, type PlexItem } from '../../plex';
import { Limiter } from '../poster/limiter';
import { ServerPatience } from '../poster/server-patience';
import { ItemLanguages, type UnheardItem } from './item-languages.repository';
import { languagesOf } from './languages-of';

const BATCH = 50;
const PATIENCE = { waitMs: 5_000, pauseMs: 10_000 };

/** Reads the languages of titles from their servers, and keeps them. */
@Injectable()
export class AudioReader {
  private readonly turns = new Map<string, Limiter>();
  private readonly patience = new ServerPatience(PATIENCE);

  constructor(
    private readonly languages: ItemLanguages,
    private readonly servers: PlexServers,
  ) {}

  /**
   * Those of items of one server. What was read before a fault is kept.
   * @throws PlexError where the server did not tell them all
   */
  async read(serverId: string, itemIds: readonly string[], signal: AbortSignal): Promise<void> {
    // Two who ask at once ask the server once: what the first one read the second finds.
    const turn = this.turns.get(serverId) ?? new Limiter(1);
    this.turns.set(serverId, turn);
    await turn.run(() => this.readAll(serverId, itemIds, signal));
  }

  private async readAll(serverId: string, itemIds: readonly string[], signal: AbortSignal): Promise<void> {
    const items = await this.languages.unheard(itemIds);
    await this.languages.write(items.filter(({ languages }) => languages !== null));
    const unheard = items.filter(({ languages }) => languages === null);
    if (unheard.length === 0) return;
    if (signal.aborted) throw new PlexError('aborted', '/library/metadata');
    if (!this.patience.isLeft(serverId)) throw new PlexError('unreachable', '/library/metadata', { detail: 'left' });
    try {
      for (let i = 0; i < unheard.length; i += BATCH)
        await this.readBatch(serverId, unheard.slice(i, i + BATCH), signal);
    } catch (error) {
      // Whoever gave up says nothing about the server.
      if (!isPlexFault(error, 'aborted') || isLate(signal)) this.patience.lose(serverId);
      throw error;
    }
  }

  private async readBatch(serverId: string, items: readonly UnheardItem[], signal: AbortSignal): Promise<void> {
    const client = await this.servers.clientFor(serverId);
    const found = await client.metadataBatch([...new Set(items.map(({ ratingKey }) => ratingKey))], signal);
    const byKey = new Map(found.map((item): [string, PlexItem] => [item.ratingKey, item]));
    await this.languages.write(
      items.map(({ itemId, sourceId, sourceUpdatedAt, ratingKey }) => {
        const item = byKey.get(ratingKey);
        return { itemId, sourceId, sourceUpdatedAt, languages: item ? languagesOf(item) : null };
      }),
    );
  }
}

/** The time ran out, which is the server's doing. */
function isLate({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof DOMException && reason.name === 'TimeoutError';
}
