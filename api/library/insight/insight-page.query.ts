import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { behind } from '../item/item-conditions';
import type { SortOrder } from '../item/item-query.dto';
import { CARD_COLUMNS, type ItemRow } from '../item/item-row';
import { search } from '../item/item-search';
import type { Keyset, SortColumn } from '../item/item-sort';
import { SqlValues, type Statement } from '../item/sql-values';

interface Branch {
  column: string;
  sqlType: string;
  values: readonly (string | number)[];
}

/** One list of insights: rows of `table` (`t`), one for each item. */
export interface InsightList {
  table: string;
  /** Binds cursors to the list. */
  name: string;
  sectionIds: readonly string[];
  /** Values of these columns that the list holds, each a range of an index: its rows need not be sorted. */
  branches: readonly Branch[];
  /**
   * Values of a column of ranges that are many and looked up first; only those are read in which a row of the page may
   * lie. Instead of sections and branches.
   */
  ranges?: { column: string; select: (values: SqlValues) => string };
  /** Further conditions on `t`. */
  conditions: (values: SqlValues) => string[];
  /** Words that titles are searched by. */
  q?: string;
  sort: SortColumn;
  order: SortOrder;
  /** Columns of `t` that are answered, as `t_` and their name. */
  columns: readonly string[];
  /** Whether what is in the trash is listed. */
  trash?: boolean;
}

/** A row of a list with the item that it is about. */
export type InsightRow = Omit<ItemRow, 'id'> & {
  item_id: string;
  id: string | null;
  /** False for what went away since the list was made. */
  present: boolean;
} & Record<`t_${string}`, unknown>;

/** Pages of lists. */
@Injectable()
export class InsightPageQuery {
  constructor(private readonly database: Database) {}

  /** At most `count` rows behind `keyset`. */
  rows(list: InsightList, keyset: Keyset | null, count: number): Promise<InsightRow[]> {
    const { text, values } = insightStatement(list, keyset, count);
    return this.database.rows<InsightRow>(text, values);
  }
}

function insightStatement(list: InsightList, keyset: Keyset | null, count: number): Statement {
  const values = new SqlValues();
  const { sort, order } = list;
  const limit = values.add(count);
  const conditions = list.conditions(values);
  if (keyset) conditions.push(behind(keyset, sort, order, values, 't.item_id'));
  const page = pageOf(list)(list, conditions, limit, values);
  const text = `
    WITH ${page}
    SELECT p.item_id, p.v, ${list.columns.map((column) => `p.${column} AS t_${column}`).join(', ')}, ${CARD_COLUMNS},
      COALESCE(i.deleted_at IS NULL AND i.section_id = p.section_id ${list.trash ? '' : 'AND i.available'}, false) AS present
    FROM page p LEFT JOIN media_items i ON i.id = p.item_id
    ORDER BY p.v ${order}, p.item_id ${order}`;
  return { text, values: values.list };
}

function pageOf({ q, ranges }: InsightList): typeof branched {
  if (q !== undefined) return found;
  return ranges === undefined ? branched : ranged;
}

/** The first rows of all ranges tell which ranges can hold the page: as many as it has rows. */
function ranged(list: InsightList, conditions: readonly string[], limit: string, values: SqlValues): string {
  const { table, sort, order } = list;
  const { column, select } = list.ranges!;
  const rows = (range: string, columns: string, count: string) => `
    SELECT ${columns}, ${sort.expression} AS v FROM ${table} t WHERE ${[`t.${column} = ${range}`, ...conditions].join(' AND ')}
    ORDER BY ${sort.expression} ${order}, t.item_id ${order} LIMIT ${count}`;
  const sorted = (row: string) => `ORDER BY ${row}.v ${order}, ${row}.item_id ${order} LIMIT ${limit}`;
  return `range AS MATERIALIZED (${select(values)}), nearest AS MATERIALIZED (
    SELECT g.value, f.v, f.item_id FROM range g CROSS JOIN LATERAL (${rows('g.value', 't.item_id', '1')}) f ${sorted('f')}
  ), page AS (
    SELECT r.* FROM nearest n CROSS JOIN LATERAL (${rows('n.value', 't.*', limit)}) r ${sorted('r')}
  )`;
}

/** For each section and branch one range of an index, which ends after so many rows. */
function branched(list: InsightList, conditions: readonly string[], limit: string, values: SqlValues): string {
  const { table, sort, order, branches, sectionIds } = list;
  const sources = [
    `unnest(${values.add(sectionIds)}::uuid[]) AS s (section_id)`,
    ...branches.map((branch, i) => `unnest(${values.add(branch.values)}::${branch.sqlType}[]) AS b${i} (value)`),
  ];
  const own = ['t.section_id = s.section_id', ...branches.map(({ column }, i) => `t.${column} = b${i}.value`)];
  return `page AS (
    SELECT r.* FROM ${sources.join(' CROSS JOIN ')} CROSS JOIN LATERAL (
      SELECT t.*, ${sort.expression} AS v FROM ${table} t WHERE ${[...own, ...conditions].join(' AND ')}
      ORDER BY ${sort.expression} ${order}, t.item_id ${order} LIMIT ${limit}
    ) r
    ORDER BY r.v ${order}, r.item_id ${order} LIMIT ${limit}
  )`;
}

/**
 * What has the words is looked for first, and its rows one by one: nobody knows beforehand how many there are, and
 * who took them for many would read the whole table.
 */
function found(list: InsightList, conditions: readonly string[], limit: string, values: SqlValues): string {
  const { table, sort, order, branches, sectionIds } = list;
  const own = [
    't.item_id = hit.id',
    `t.section_id = ANY (${values.add(sectionIds)}::uuid[])`,
    ...branches.map(({ column, sqlType, values: asked }) => `t.${column} = ANY (${values.add(asked)}::${sqlType}[])`),
  ];
  return `${hits(list.q!, sectionIds, values)}, page AS (
    SELECT r.* FROM hit CROSS JOIN LATERAL (
      SELECT t.*, ${sort.expression} AS v FROM ${table} t WHERE ${[...own, ...conditions].join(' AND ')} OFFSET 0
    ) r
    ORDER BY r.v ${order}, r.item_id ${order} LIMIT ${limit}
  )`;
}

/** Common table expressions that end in `hit`: ids of the items that have the words. */
export function hits(q: string, sectionIds: readonly string[], values: SqlValues): string {
  const { exact, fuzzy } = search(q, values);
  const place = `i.section_id = ANY (${values.add(sectionIds)}::uuid[]) AND i.deleted_at IS NULL`;
  const from = (condition: string) => `SELECT i.id FROM media_items i WHERE ${place} AND ${condition}`;
  if (fuzzy === null) return `hit AS MATERIALIZED (${from(exact.condition)})`;
  const tooFew = `(SELECT count(*) FROM (SELECT FROM exact LIMIT ${fuzzy.enough}) e) < ${fuzzy.enough}`;
  return `exact AS MATERIALIZED (${from(exact.condition)}),
    likely AS MATERIALIZED (${from(`${fuzzy.condition} AND ${tooFew}`)}),
    hit AS (SELECT id FROM exact UNION ALL SELECT id FROM likely)`;
}
