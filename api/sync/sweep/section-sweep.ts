import { PlexError, type PlexItemType } from '../../plex';
import type { Reading, SweepScope, SweptPage } from './reading';
import type { PassCheckpoint } from './section-checkpoint';
import { SweepError } from './sweep.errors';
import { TypePass } from './type-pass';

const MAX_PASSES = 3;

/**
 * Reads listings of a section to their end and writes what it reads. Returns only when each of them was
 * complete: all rows received, the total the same from start to end, no row known to be missed. A row
 * that cannot be read does not keep those behind it from being read, but is no complete listing either.
 */
export class SectionSweep<Page extends SweptPage> {
  constructor(
    private readonly scope: SweepScope,
    private readonly reading: Reading<Page>,
  ) {}

  async run(): Promise<void> {
    for (const type of this.reading.types) {
      if (this.scope.progress.isSwept(type)) continue;
      await this.reading.begin(type);
      await this.sweep(type);
      await this.scope.checkpoints.save();
    }
    if (this.scope.progress.checkpoint.unreadable > 0) {
      throw new PlexError('malformed', '/library/sections', { status: 200, detail: 'rows' });
    }
  }

  private async sweep(type: PlexItemType): Promise<void> {
    const { progress } = this.scope;
    let wasShort = false;
    for (let pass = progress.passOf(type); ; pass = progress.nextPass(pass)) {
      const { moved, total } = await this.pass(pass);
      const short = !moved && progress.distinct(pass) < total;
      // Rows that a second quiet pass repeats the same way are the server's duplicates, not ours to find.
      if (!moved && (!short || wasShort)) return progress.finishType(pass, total);
      wasShort = short;
      if (pass.number >= MAX_PASSES) {
        throw new SweepError(
          moved ? 'section-moving' : 'sweep-incomplete',
          `The listing of ${type} does not hold still`,
        );
      }
    }
  }

  private pass(pass: PassCheckpoint): Promise<{ moved: boolean; total: number }> {
    const { progress, session, signal } = this.scope;
    const work = {
      type: pass.type,
      pageSize: this.reading.pageSize,
      read: (start: number, size: number, pageSignal: AbortSignal) =>
        this.reading.read(pass.type, start, size, pageSignal),
      write: (page: Page) => this.write(pass.type, page),
      advanced: (ledger: { offset: number; unusable: number }, startTotal: number, total: number) => {
        pass.startTotal = startTotal;
        progress.advance(pass, ledger.offset, ledger.unusable, total);
        session.changed();
      },
    };
    return new TypePass(work, { ...pass, expected: progress.checkpoint.totals[pass.type] ?? 0 }, signal).run();
  }

  private async write(type: PlexItemType, page: Page): Promise<void> {
    const { session, progress, checkpoints } = this.scope;
    for (const id of await this.reading.write(type, page)) progress.seen.add(id);
    progress.count();
    session.rowsDone(page.rowCount);
    await checkpoints.tick();
  }
}
