import { MediaItemTombstone, type SectionRef, type SeenItems, type UnseenItem } from '../../library';
import { isPlexFault, type PlexItemType, type PlexServerClient } from '../../plex';
import type { RunSession } from '../run/run-session';
import type { PageWriteRepository } from './page-write.repository';
import type { Patience } from './patience';
import { sectionErrorCode, WorkStopped } from './sweep.errors';
import type { SyncRunSection } from '../run/sync-run.types';

/** More than this share and more than this number at once is unusual: a person has to look first. */
const HELD_SHARE = 0.1;
const HELD_ITEMS = 20;
/** Questions in flight. */
const ASKERS = 4;
/** After so many items that Plex would not tell about, the others are not asked. */
const MOST_FAULTS = 5;

export interface RemovalScope {
  session: RunSession;
  section: SectionRef;
  row: SyncRunSection;
  client: PlexServerClient;
  patience: Patience;
  seen: SeenItems;
  /** Types that were swept to their end: of the others nothing is known to be missing. */
  types: readonly PlexItemType[];
  signal: AbortSignal;
}

/** @param total of the section, with what is to be removed; asked for where it matters */
export async function isUnusual(missing: number, total: () => Promise<number>): Promise<boolean> {
  return missing > HELD_ITEMS && missing > HELD_SHARE * (await total());
}

/** Finds what a complete sweep did not see, and removes what Plex confirms to be gone: by 404, item by item. */
export class Removals {
  private faultCode: string | null = null;
  private faults = 0;

  constructor(
    private readonly scope: RemovalScope,
    private readonly tombstones: MediaItemTombstone,
    private readonly writer: PageWriteRepository,
  ) {}

  /**
   * Whether an unusual share of the section is missing. What was removed within the last hour counts too
   * where no person asked for the run: it may be the first half of the same loss.
   */
  async areUnusual(): Promise<boolean> {
    const { row, seen, types, session } = this.scope;
    const unseen = await this.tombstones.countUnseen(row.sectionId, seen, types);
    if (unseen === 0) return false;
    const lately = session.run.trigger === 'event' ? await this.tombstones.countGoneLately(row.sectionId) : 0;
    return isUnusual(unseen + lately, async () => (await this.tombstones.countLive(row.sectionId)) + lately);
  }

  /** @returns the code of a fault that kept Plex from answering for an item, which is kept then; null when all were asked */
  async remove(): Promise<string | null> {
    const { row, section, seen, types, session, signal } = this.scope;
    const target = { section, runId: session.run.id, sums: 'settle' } as const;
    for await (const batch of this.tombstones.listUnseen(row.sectionId, seen, types)) {
      const gone = await this.confirmGone(batch);
      if (signal.aborted) throw new WorkStopped();
      if (gone.length > 0) {
        row.removed += await this.writer.tombstone(target, gone);
        session.changed();
      }
      if (this.faults >= MOST_FAULTS) break;
    }
    return this.faultCode;
  }

  private async confirmGone(batch: UnseenItem[]): Promise<string[]> {
    const gone: string[] = [];
    let next = 0;
    const ask = async () => {
      while (next < batch.length && this.faults < MOST_FAULTS && !this.scope.signal.aborted) {
        const item = batch[next++];
        if (await this.isGone(item.ratingKey)) gone.push(item.id);
      }
    };
    await Promise.all(Array.from({ length: ASKERS }, ask));
    return gone.length > 0 && (await this.isSameServer()) ? gone : [];
  }

  private async isGone(ratingKey: string): Promise<boolean> {
    const { client, patience, signal } = this.scope;
    try {
      return (await patience.bear(() => client.metadata(ratingKey, signal), signal)) === null;
    } catch (error) {
      return this.tookFault(error);
    }
  }

  /** Another server knows none of this one's keys. */
  private async isSameServer(): Promise<boolean> {
    const { client, patience, signal } = this.scope;
    try {
      await patience.bear(() => client.ensureSame(signal), signal);
      return true;
    } catch (error) {
      return this.tookFault(error);
    }
  }

  /** Whatever it was asked about is kept. */
  private tookFault(error: unknown): false {
    const code = sectionErrorCode(error);
    if (code === null || isPlexFault(error, 'unauthorized')) throw error;
    this.faultCode ??= code;
    this.faults++;
    return false;
  }
}
