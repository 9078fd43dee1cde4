import type { InsightSummaryDto, StorageTotalDto } from './insight.dto';
import type { Freshness } from './insight-freshness';
import { bitOf } from './insight-lists';
import { stateOf } from './insight-row.mapper';
import { DUPLICATE_KINDS, QUALITY_ISSUES, UNWATCHED_STATES } from './insight-words';
import type { StorageSumRow } from './storage.query';
import type { SummaryQuery } from './summary.query';

type Rows<Name extends keyof SummaryQuery> = Awaited<ReturnType<SummaryQuery[Name]>>;

interface Read {
  storage: StorageSumRow;
  duplicates: Rows<'duplicates'>;
  unwatched: Rows<'unwatched'>;
  quality: Rows<'quality'>;
  histories: Rows<'histories'>;
}

export function toSummary(read: Read, { asOf, pending }: Freshness): InsightSummaryDto {
  return {
    storage: { items: read.storage.items, bytes: read.storage.bytes },
    duplicates: DUPLICATE_KINDS.map((kind) => {
      const row = read.duplicates.find((found) => found.kind === kind);
      return { kind, groups: row?.groups ?? 0, freeableBytes: row?.bytes ?? 0 };
    }),
    unwatched: UNWATCHED_STATES.map((state) => ({
      state,
      ...sum(read.unwatched.filter(({ knowledge }) => stateOf(knowledge) === state)),
    })),
    quality: QUALITY_ISSUES.map((issue) => ({
      issue,
      ...sum(read.quality.filter(({ issues }) => (issues & bitOf(issue)) !== 0)),
    })),
    history: read.histories.map(({ since, readAt, ...row }) => ({
      ...row,
      since: since?.toISOString() ?? null,
      readAt: readAt?.toISOString() ?? null,
    })),
    asOf,
    pendingSections: pending,
  };
}

function sum(rows: readonly StorageTotalDto[]): StorageTotalDto {
  return rows.reduce((total, row) => ({ items: total.items + row.items, bytes: total.bytes + row.bytes }), {
    items: 0,
    bytes: 0,
  });
}
