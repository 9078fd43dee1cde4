import { Injectable } from '@nestjs/common';
import { LiveItems } from '../../library';
import type { PlexItemType } from '../../plex';
import { SyncCursorRepository } from '../run/sync-cursor.repository';
import type { RowScope } from './row-reading';
import { typesOf, type SectionCheckpoint } from './section-checkpoint';

/**
 * Tells by counting whether something is missing that no `updatedAt` shows: items that were removed,
 * and items that came without a date or with an old one.
 */
@Injectable()
export class CountCheck {
  constructor(
    private readonly live: LiveItems,
    private readonly cursors: SyncCursorRepository,
  ) {}

  /** Types of which Plex lists another number of rows than we have to expect. */
  async oddTypes(work: RowScope): Promise<PlexItemType[]> {
    const { section } = work;
    const types = typesOf(section.type);
    const totals = await Promise.all(types.map((type) => rowsOf(type, work)));
    const surplus = await this.cursors.findSurplus(section.id);
    const live = await this.live.countByType(section.id);
    return types.filter((type, i) => totals[i] !== (live[type] ?? 0) + (surplus[type] ?? 0));
  }

  /** After a complete sweep of these types: what Plex lists beyond ours from now on counts as usual. */
  async remember(sectionId: string, { totals }: SectionCheckpoint, types: readonly PlexItemType[]): Promise<void> {
    if (types.length === 0) return;
    const live = await this.live.countByType(sectionId);
    const surplus = types.flatMap((type) => {
      const total = totals[type];
      return total === undefined ? [] : [[type, total - (live[type] ?? 0)] as const];
    });
    await this.cursors.saveSurplus(sectionId, Object.fromEntries(surplus));
  }
}

/** Where the listing was read whole it has told its total already. */
async function rowsOf(type: PlexItemType, work: RowScope): Promise<number> {
  const { client, section, patience, progress, updatedSince, signal } = work;
  const listed = updatedSince[type] === undefined ? progress.checkpoint.totals[type] : undefined;
  return listed ?? patience.bear(() => client.countRows(section.key, type, signal), signal);
}
