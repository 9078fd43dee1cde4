import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { basePath } from './base-path';
import { Api } from './generated/api';
import { type ExportDuplicates$Params, exportDuplicates } from './generated/fn/insights/export-duplicates';
import { type ExportQuality$Params, exportQuality } from './generated/fn/insights/export-quality';
import { type ExportStorageItems$Params, exportStorageItems } from './generated/fn/insights/export-storage-items';
import { type ExportUnwatched$Params, exportUnwatched } from './generated/fn/insights/export-unwatched';
import { type GetInsightSummary$Params, getInsightSummary } from './generated/fn/insights/get-insight-summary';
import { type GetStorage$Params, getStorage } from './generated/fn/insights/get-storage';
import { listDuplicates } from './generated/fn/insights/list-duplicates';
import { listQuality } from './generated/fn/insights/list-quality';
import { listStorageItems } from './generated/fn/insights/list-storage-items';
import { listUnwatched } from './generated/fn/insights/list-unwatched';
import type {
  DatedPage,
  DuplicateGroup,
  InsightSummary,
  QualityItem,
  Storage,
  StorageItem,
  UnwatchedItem,
} from './types';

/** Filters and order as the API spells them; undefined ones are left out. */
export type StorageQuery = GetStorage$Params;
export type StorageItemsQuery = ExportStorageItems$Params;
export type DuplicatesQuery = ExportDuplicates$Params;
export type UnwatchedQuery = ExportUnwatched$Params;
export type QualityQuery = ExportQuality$Params;

const PAGE_SIZE = 100;

@Injectable({ providedIn: 'root' })
export class InsightsApi {
  private readonly api = inject(Api);

  summary(query: GetInsightSummary$Params = {}): Observable<InsightSummary> {
    return this.api.invoke(getInsightSummary, query);
  }

  storage(query: StorageQuery): Observable<Storage> {
    return this.api.invoke(getStorage, query);
  }

  storageItems(query: StorageItemsQuery, cursor?: string): Observable<DatedPage<StorageItem>> {
    return this.api.invoke(listStorageItems, { ...query, limit: 50, cursor });
  }

  duplicates(query: DuplicatesQuery, cursor?: string): Observable<DatedPage<DuplicateGroup>> {
    return this.api.invoke(listDuplicates, { ...query, limit: 50, cursor });
  }

  unwatched(query: UnwatchedQuery, cursor?: string): Observable<DatedPage<UnwatchedItem>> {
    return this.api.invoke(listUnwatched, { ...query, limit: PAGE_SIZE, cursor });
  }

  quality(query: QualityQuery, cursor?: string): Observable<DatedPage<QualityItem>> {
    return this.api.invoke(listQuality, { ...query, limit: PAGE_SIZE, cursor });
  }

  /** Addresses of the whole of a list as CSV, for a link. */
  readonly exports = {
    storageItems: (query: StorageItemsQuery) => addressOf(exportStorageItems.PATH, query),
    duplicates: (query: DuplicatesQuery) => addressOf(exportDuplicates.PATH, query),
    unwatched: (query: UnwatchedQuery) => addressOf(exportUnwatched.PATH, query),
    quality: (query: QualityQuery) => addressOf(exportQuality.PATH, query),
  };
}

function addressOf(path: string, query: object): string {
  const given = Object.entries(query as Record<string, unknown>).filter(([, value]) => value !== undefined);
  const words = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `${basePath()}${path}${words && `?${words}`}`;
}
