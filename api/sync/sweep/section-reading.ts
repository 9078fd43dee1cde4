import { Injectable } from '@nestjs/common';
import { LiveItems } from '../../library';
import { CountCheck } from './count-check';
import { KeyReading } from './key-reading';
import { PageMemory } from './page-memory.repository';
import { PageWriteRepository } from './page-write.repository';
import { PlannerStatistics } from './planner-statistics.repository';
import { RowReading, type RowScope } from './row-reading';
import { SectionCompletion } from './section-completion';
import { SectionSweep } from './section-sweep';

/** Reads a section as the mode of the run wants it, from wherever an earlier try left it. */
@Injectable()
export class SectionReading {
  constructor(
    private readonly writer: PageWriteRepository,
    private readonly memory: PageMemory,
    private readonly live: LiveItems,
    private readonly counts: CountCheck,
    private readonly statistics: PlannerStatistics,
    private readonly completion: SectionCompletion,
  ) {}

  /** Afterwards the section's checkpoint is in its phase `removals`. */
  async read(work: RowScope): Promise<void> {
    const { checkpoint } = work.progress;
    if (checkpoint.phase === 'sweep') await this.readRows(work);
    if (checkpoint.phase === 'keys') await this.listKeys(work);
  }

  private async readRows(work: RowScope): Promise<void> {
    const { progress, section, session, checkpoints } = work;
    await new SectionSweep(work, new RowReading(work, this.writer, this.memory, this.statistics)).run();
    await this.completion.rememberCursors(section.id, progress.checkpoint.since);
    const odd = session.run.mode === 'incremental' ? await this.counts.oddTypes(work) : [];
    if (odd.length > 0) progress.beginKeys(odd);
    else progress.checkpoint.phase = 'removals';
    await checkpoints.save();
  }

  private async listKeys(work: RowScope): Promise<void> {
    await new SectionSweep(work, new KeyReading(work, this.live, this.writer)).run();
    work.progress.checkpoint.phase = 'removals';
    await work.checkpoints.save();
  }
}
