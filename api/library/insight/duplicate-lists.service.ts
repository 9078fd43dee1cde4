import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { AppConfig } from '../../infra/config';
import type { SortColumn } from '../item/item-sort';
import { toDuplicateGroup } from './duplicate.mapper';
import { DuplicatesQuery, type CopyRow, type DuplicateList } from './duplicates.query';
import type { DuplicateGroupDto } from './insight.dto';
import { InsightFreshness } from './insight-freshness';
import { listName, words } from './insight-lists';
import type { DuplicatesExportQuery } from './insight-query.dto';
import { InsightScope } from './insight-scope';
import type { DuplicateSort } from './insight-words';
import { toKeyset, type OpenList } from './open-list';

const SORTS: Record<DuplicateSort, SortColumn> = {
  freeable: {
    expression: 'COALESCE(t.freeable_bytes, -1)',
    sqlType: 'bigint',
    kind: 'string',
    defaultOrder: 'desc',
  },
  title: { expression: 't.sort_key', sqlType: 'text', kind: 'string', defaultOrder: 'asc' },
};

/** The list of what is there more than once. */
@Injectable()
export class DuplicateLists {
  constructor(
    private readonly scope: InsightScope,
    private readonly freshness: InsightFreshness,
    private readonly duplicates: DuplicatesQuery,
    private readonly config: AppConfig,
  ) {}

  /** Narrowed by place, groups are listed that have a copy there, with all of their copies. */
  async open(principal: Principal, query: DuplicatesExportQuery): Promise<OpenList<DuplicateGroupDto>> {
    await this.scope.sections(principal, query);
    const sectionIds = (await this.scope.all(principal)).map(({ id }) => id);
    const { asOf } = await this.freshness.ensureCompared(sectionIds);
    const list = toList(query, sectionIds);
    const read: OpenList<DuplicateGroupDto>['read'] = async (after, count) => {
      const rows = await this.duplicates.groups(list, after, count);
      const copies = await this.copies(
        rows.map(({ id }) => id),
        sectionIds,
      );
      return rows.map((row) => ({
        keyset: toKeyset(row.v, row.id),
        item: toDuplicateGroup(row, copies.get(row.id) ?? [], this.config.http.basePath),
      }));
    };
    return { name: list.name, sort: list.sort, asOf, read };
  }

  private async copies(groupIds: readonly string[], sectionIds: readonly string[]): Promise<Map<string, CopyRow[]>> {
    const rows = groupIds.length === 0 ? [] : await this.duplicates.copies(groupIds, sectionIds);
    const byGroup = new Map<string, CopyRow[]>(groupIds.map((id) => [id, []]));
    for (const row of rows) byGroup.get(row.group_id)!.push(row);
    return byGroup;
  }
}

function toList(query: DuplicatesExportQuery, sectionIds: readonly string[]): DuplicateList {
  const { kind, type, serverId, sectionId } = query;
  const filter = { kind, type, serverId, sectionId, q: words(query.q) };
  const sort = SORTS[query.sort];
  const order = query.order ?? sort.defaultOrder;
  return { name: listName('duplicates', query.sort, order, filter), sectionIds, filter, sort, order };
}
