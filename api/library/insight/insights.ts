import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { AppConfig } from '../../infra/config';
import type { InsightSummaryDto, StorageDto } from './insight.dto';
import type { StorageQuery as StorageRequest, SummaryQuery as SummaryRequest } from './insight-query.dto';
import { InsightFreshness } from './insight-freshness';
import { InsightScope } from './insight-scope';
import type { StorageBy } from './insight-words';
import { toStorage } from './storage.mapper';
import { StorageQuery, type NamedRow, type StorageGroupRow } from './storage.query';
import { toSummary } from './summary.mapper';
import { SummaryQuery } from './summary.query';

const DAY_MS = 86_400_000;

/** Figures about what is stored. */
@Injectable()
export class Insights {
  constructor(
    private readonly scope: InsightScope,
    private readonly freshness: InsightFreshness,
    private readonly storageQuery: StorageQuery,
    private readonly summaryQuery: SummaryQuery,
    private readonly config: AppConfig,
  ) {}

  async storage(principal: Principal, query: StorageRequest): Promise<StorageDto> {
    const { by, limit } = query;
    const ids = (await this.scope.sections(principal, query)).map(({ id }) => id);
    const { asOf } = await this.freshness.ensure(ids);
    const [total, groups] = await Promise.all([
      this.storageQuery.total(ids, query),
      this.storageQuery.groups(ids, query, by, limit),
    ]);
    const named = await this.named(by, groups);
    return { by, ...toStorage(by, total, groups, named, this.config.http.basePath), asOf };
  }

  async summary(principal: Principal, query: SummaryRequest): Promise<InsightSummaryDto> {
    const sections = await this.scope.sections(principal, query);
    const ids = sections.map(({ id }) => id);
    const { asOf, pending } = await this.freshness.ensureCompared(ids);
    const cutoff = new Date(Date.now() - query.idleDays * DAY_MS);
    const [storage, duplicates, unwatched, quality, histories] = await Promise.all([
      this.storageQuery.total(ids, {}),
      this.summaryQuery.duplicates(ids),
      this.summaryQuery.unwatched(ids, cutoff),
      this.summaryQuery.quality(ids),
      this.summaryQuery.histories([...new Set(sections.map(({ serverId }) => serverId))]),
    ]);
    return toSummary({ storage, duplicates, unwatched, quality, histories }, { asOf, pending });
  }

  private named(by: StorageBy, groups: readonly StorageGroupRow[]): Promise<NamedRow[]> {
    const keys = groups.map(({ key }) => key);
    if (by === 'section') return this.storageQuery.sections(keys);
    return by === 'show' ? this.storageQuery.shows(keys) : Promise.resolve([]);
  }
}
