import { createHash } from 'node:crypto';
import type { SortOrder } from '../item/item-query.dto';
import type { SortColumn } from '../item/item-sort';
import type { SqlValues } from '../item/sql-values';
import type { VisibleSection } from '../section/visible-sections.query';
import type { InsightList } from './insight-page.query';
import type {
  QualityExportQuery,
  StorageFilterQuery,
  StorageSortQuery,
  UnwatchedExportQuery,
} from './insight-query.dto';
import { QUALITY_ISSUES, type QualityIssue, type UnwatchedState } from './insight-words';
import { grainOf, storageConditions } from './storage-conditions';

const DAY_MS = 86_400_000;

/** Never null: the expressions of the indexes. */
const BYTES = column('COALESCE(t.bytes, -1)', 'bigint', 'desc');
const TITLE = column('t.sort_key', 'text', 'asc');
const ADDED_AT = column('t.added_at', 'timestamptz', 'desc');
const LAST_VIEWED_AT = column(`COALESCE(t.last_viewed_at, 'epoch'::timestamptz)`, 'timestamptz', 'desc');
const BITRATE = column('COALESCE(t.bitrate_kbps, -1)', 'integer', 'desc');

const SORTS = { bytes: BYTES, title: TITLE, addedAt: ADDED_AT, lastViewedAt: LAST_VIEWED_AT, bitrate: BITRATE };

export const KNOWLEDGE: Record<UnwatchedState, string> = { never: 'never', idle: 'viewed', unknown: 'unknown' };

const ITEM_TYPES = ['movie', 'show', 'artist', 'episode', 'track'];
const ALL_ISSUES = Array.from({ length: 2 ** QUALITY_ISSUES.length - 1 }, (_, i) => i + 1);

export function storageList(query: StorageSortQuery, sections: readonly VisibleSection[]): InsightList {
  const { sort, order } = query;
  const filter = pick(query, ['type', 'resolution', 'videoCodec', 'container', 'decade', 'showId', 'bytesPerHour']);
  const grain = `t.grain IN (-1, ${grainOf(filter)})`;
  const { showId, ...rest } = filter;
  return {
    ...common('storage', query, sections, { sort, order }, filter),
    table: 'insight_storage',
    branches: [],
    ...(isShow(showId)
      ? // A show has few items: they are read and sorted.
        { conditions: (values) => [grain, ...storageConditions(filter, values)] }
      : {
          // Rows of one kind are alike in all that could be asked of them.
          conditions: () => [],
          ranges: {
            column: 'kind',
            select: (values) => {
              const conditions = [...kindConditions(rest, showId, values), grain];
              const place = `t.section_id = ANY (${values.add(sections.map(({ id }) => id))}::uuid[])`;
              return `SELECT t.kind AS value FROM insight_kinds t WHERE ${[place, ...conditions].join(' AND ')}`;
            },
          },
        }),
    columns: ['bytes', 'watched_ms'],
  };
}

function isShow(showId: string | undefined): boolean {
  return showId !== undefined && showId !== 'none';
}

/** Kinds know no shows: what belongs to none is what is no episode. */
function kindConditions(
  filter: Omit<StorageFilterQuery, 'showId'>,
  showId: string | undefined,
  values: SqlValues,
): string[] {
  return [...storageConditions(filter, values), ...(showId === 'none' ? [`t.type <> 'episode'`] : [])];
}

/** @param now from where the idle days are counted back */
export function unwatchedList(
  query: UnwatchedExportQuery,
  sections: readonly VisibleSection[],
  now: Date,
): InsightList {
  const { state, type, sizeMin, idleDays, sort, order } = query;
  const cutoff = new Date(now.getTime() - idleDays * DAY_MS);
  const q = words(query.q);
  // A title has the type of its section.
  const places = sections.filter((section) => type === undefined || section.type === type);
  return {
    ...common('unwatched', query, places, { sort, order }, { state, type, sizeMin, idleDays, q }),
    table: 'insight_titles',
    q,
    branches: [{ column: 'knowledge', sqlType: 'text', values: state ? [KNOWLEDGE[state]] : Object.values(KNOWLEDGE) }],
    conditions: (values) => [
      `${LAST_VIEWED_AT.expression} < ${values.add(cutoff)}`,
      ...(type === undefined ? [] : [`t.type = ${values.add(type)}`]),
      ...(sizeMin === undefined ? [] : [`${BYTES.expression} >= ${values.add(sizeMin)}`]),
    ],
    columns: ['knowledge', 'bytes', 'leaves', 'plays', 'last_viewed_at'],
  };
}

export function qualityList(query: QualityExportQuery, sections: readonly VisibleSection[]): InsightList {
  const { issue, type, sort, order } = query;
  const q = words(query.q);
  const issues = issue === undefined ? ALL_ISSUES : ALL_ISSUES.filter((mask) => (mask & bitOf(issue)) !== 0);
  return {
    ...common('quality', query, sections, { sort, order }, { issue, type, q }),
    table: 'insight_issues',
    q,
    branches: [
      { column: 'type', sqlType: 'text', values: type === undefined ? ITEM_TYPES : [type] },
      { column: 'issues', sqlType: 'smallint', values: issues },
    ],
    conditions: () => [],
    columns: ['issues', 'bytes', 'bitrate_kbps', 'video_codec', 'container'],
    trash: true,
  };
}

/** The bit of `insight_issues.issues`. */
export function bitOf(issue: QualityIssue): number {
  return 1 << QUALITY_ISSUES.indexOf(issue);
}

/** Text without words, such as spaces, is no search. */
export function words(q: string | undefined): string | undefined {
  return q?.trim() || undefined;
}

/** Binds cursors to what was asked for. */
export function listName(list: string, sort: string, order: string, asked: object): string {
  const conditions = Object.entries(asked).filter(([, value]) => value !== undefined);
  const print = createHash('md5').update(JSON.stringify(conditions)).digest('base64url').slice(0, 12);
  return `${list}:${sort}:${order}:${print}`;
}

function common(
  list: string,
  { serverId, sectionId }: { serverId?: string; sectionId?: string },
  sections: readonly VisibleSection[],
  sorted: { sort: keyof typeof SORTS; order?: SortOrder },
  asked: object,
): Pick<InsightList, 'name' | 'sectionIds' | 'sort' | 'order'> {
  const sort = SORTS[sorted.sort];
  const order = sorted.order ?? sort.defaultOrder;
  const name = listName(list, sorted.sort, order, { ...asked, serverId, sectionId });
  return { name, sectionIds: sections.map(({ id }) => id), sort, order };
}

function column(expression: string, sqlType: SortColumn['sqlType'], defaultOrder: SortOrder): SortColumn {
  return { expression, sqlType, kind: sqlType === 'integer' ? 'number' : 'string', defaultOrder };
}

function pick<T extends object, Name extends keyof T>(from: T, names: readonly Name[]): Pick<T, Name> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, Name>;
}
