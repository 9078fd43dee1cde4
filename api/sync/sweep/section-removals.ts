import { Injectable } from '@nestjs/common';
import { MediaItemTombstone } from '../../library';
import { REMOVALS_HELD } from '../run/sync-run.types';
import { CountCheck } from './count-check';
import { PageWriteRepository } from './page-write.repository';
import type { SweepScope } from './reading';
import { Removals } from './removals';
import { typesOf } from './section-checkpoint';

/** What follows the sweeps of a section: whatever they did not see is asked for, and removed where Plex says so. */
@Injectable()
export class SectionRemovals {
  constructor(
    private readonly tombstones: MediaItemTombstone,
    private readonly writer: PageWriteRepository,
    private readonly counts: CountCheck,
  ) {}

  /** @returns what kept the section from being finished; null when nothing did */
  async remove(work: SweepScope): Promise<string | null> {
    const { progress, section, session } = work;
    const { checkpoint, row, seen } = progress;
    const types = session.run.mode === 'full' ? typesOf(section.type) : checkpoint.keyTypes;
    if (types.length === 0) return null;
    const removals = new Removals({ ...work, row, seen, types }, this.tombstones, this.writer);
    const held = !checkpoint.approved && (await removals.areUnusual());
    const errorCode = held ? REMOVALS_HELD : await removals.remove();
    // Removals that wait for a person are no reason to list everything again every few minutes.
    if (errorCode === null || held) await this.counts.remember(section.id, checkpoint, types);
    return errorCode;
  }
}
