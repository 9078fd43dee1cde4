import { Injectable } from '@nestjs/common';
import { DomainError, withinTime } from '../../common';
import { InsightComparison } from './insight-comparison.repository';
import { SectionInsights, type SectionFreshness } from './section-insights.repository';

/** Somebody waits: what takes longer goes on by itself. */
const PATIENCE_MS = 8_000;
/** Readers who come together are served by the same figures. */
const RECENT_MS = 1_000;

export interface Freshness {
  /** ISO; when the oldest of the figures was made; null where there are none. */
  asOf: string | null;
  /** Sections without figures. */
  pending: number;
}

/**
 * Sees to it that there are figures before anybody reads them: those of small libraries are made at once where they
 * are behind, large ones are left to the job, and read as they are.
 */
@Injectable()
export class InsightFreshness {
  private readonly making = new Map<string, Promise<unknown>>();

  constructor(
    private readonly sections: SectionInsights,
    private readonly comparison: InsightComparison,
  ) {}

  /** @throws DomainError `insights-preparing` where the figures of a library are not there yet */
  async ensure(sectionIds: readonly string[]): Promise<Freshness> {
    let states = await this.sections.freshness(sectionIds);
    const wanting = states.filter((state) => state.quick && isBehind(state));
    for (const { id, madeAt } of wanting) await this.once(id, () => this.sections.make(id, { wait: madeAt === null }));
    if (wanting.length > 0) states = await this.sections.freshness(sectionIds);
    if (states.some(({ madeAt, synced }) => madeAt === null && synced)) throw preparing();
    const times = states.flatMap(({ madeAt }) => (madeAt === null ? [] : [madeAt.getTime()]));
    return { asOf: toIso(times), pending: states.length - times.length };
  }

  /** The same for what compares sections. @throws DomainError `insights-preparing` */
  async ensureCompared(sectionIds: readonly string[]): Promise<Freshness> {
    const { asOf, pending } = await this.ensure(sectionIds);
    if (asOf === null) return { asOf, pending };
    let state = await this.comparison.freshness();
    if (state.due && state.quick) {
      const wait = state.madeAt === null;
      await this.once('comparison', () => this.comparison.make({ wait }));
      state = await this.comparison.freshness();
    }
    if (state.madeAt === null) throw preparing();
    return { asOf: toIso([Date.parse(asOf), state.madeAt.getTime()]), pending };
  }

  /** Callers at the same time share the work; it is not waited for longer than somebody would. */
  private async once(key: string, make: () => Promise<unknown>): Promise<void> {
    const running = this.making.get(key) ?? make().finally(() => this.making.delete(key));
    this.making.set(key, running);
    await withinTime(running, PATIENCE_MS, () => undefined);
  }
}

function isBehind({ due, madeAt }: SectionFreshness): boolean {
  return madeAt === null || (due && Date.now() - madeAt.getTime() > RECENT_MS);
}

function toIso(times: readonly number[]): string | null {
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
}

function preparing(): DomainError {
  return new DomainError('unavailable', 'insights-preparing', 'The figures are being made for the first time.', {
    retryAfterSeconds: 5,
  });
}
