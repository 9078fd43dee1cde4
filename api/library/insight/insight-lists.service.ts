import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { AppConfig } from '../../infra/config';
import { CardMapper } from '../item/item-row';
import type { VisibleSection } from '../section/visible-sections.query';
import { UserViewQuery } from '../view/user-view.query';
import type { QualityItemDto, StorageItemDto, UnwatchedItemDto } from './insight.dto';
import { InsightFreshness } from './insight-freshness';
import { qualityList, storageList, unwatchedList } from './insight-lists';
import { InsightPageQuery, type InsightList, type InsightRow } from './insight-page.query';
import type { QualityExportQuery, StorageSortQuery, UnwatchedExportQuery } from './insight-query.dto';
import { toQualityItem, toStorageItem, toUnwatchedItem } from './insight-row.mapper';
import { InsightScope } from './insight-scope';
import { toKeyset, type OpenList } from './open-list';

/** The lists that have a row for each item. */
@Injectable()
export class InsightLists {
  constructor(
    private readonly scope: InsightScope,
    private readonly freshness: InsightFreshness,
    private readonly pages: InsightPageQuery,
    private readonly views: UserViewQuery,
    private readonly config: AppConfig,
  ) {}

  async storage(principal: Principal, query: StorageSortQuery): Promise<OpenList<StorageItemDto>> {
    const sections = await this.scope.sections(principal, query);
    return this.open(storageList(query, sections), sections, toStorageItem);
  }

  async unwatched(principal: Principal, query: UnwatchedExportQuery): Promise<OpenList<UnwatchedItemDto>> {
    const sections = await this.scope.sections(principal, query);
    return this.open(unwatchedList(query, sections, new Date()), sections, toUnwatchedItem);
  }

  async quality(principal: Principal, query: QualityExportQuery): Promise<OpenList<QualityItemDto>> {
    const sections = await this.scope.sections(principal, query);
    return this.open(qualityList(query, sections), sections, toQualityItem);
  }

  private async open<T>(
    list: InsightList,
    sections: readonly VisibleSection[],
    map: (row: InsightRow, cards: CardMapper) => T,
  ): Promise<OpenList<T>> {
    const { name, sort, sectionIds } = list;
    const { asOf } = await this.freshness.ensure(sectionIds);
    const read: OpenList<T>['read'] = async (after, count) => {
      const rows = await this.pages.rows(list, after, count);
      const cards = await this.cards(sections, rows);
      return rows.map((row) => ({
        keyset: toKeyset(row.v, row.item_id),
        item: row.present ? map(row, cards) : null,
      }));
    };
    return { name, sort, asOf, read };
  }

  private async cards(sections: readonly VisibleSection[], rows: readonly InsightRow[]): Promise<CardMapper> {
    const views = await this.views.of(
      sections,
      rows.map(({ item_id }) => item_id),
    );
    return new CardMapper(sections, this.config.http.basePath, views);
  }
}
