import { Injectable } from '@nestjs/common';
import { encodeCursor, notFound, toPage, type Principal } from '../../common';
import { AppConfig } from '../../infra/config';
import { ServerRegistry } from '../../plex';
import { VisibleSections, type VisibleSection } from '../section/visible-sections.query';
import { BrowseQuery } from './browse.query';
import { CensusQuery } from './census.query';
import { toFacets } from './facet.mapper';
import { toItemDto } from './item-detail.mapper';
import { ItemDetailQuery } from './item-detail.query';
import { toItemFilter, type InnerFilter } from './item-filter';
import { isItemId, requireItemId } from './item-id';
import { toListing, type ItemListing } from './item-listing';
import type { ChildrenQuery, ItemAnchorQuery, ItemFilterQuery, ItemListQuery, SortedItemQuery } from './item-query.dto';
import { CardMapper } from './item-row';
import { sectionsInScope } from './item-scope';
import { readChildKeyset, readKeyset, toCursorValue } from './item-sort';
import type { AnchorListDto, FacetsDto, ItemCountDto, ItemDto, ItemListDto } from './item.dto';

/** Reads of items as one caller may see them. What the caller may not see is not found. */
@Injectable()
export class ItemBrowser {
  constructor(
    private readonly visible: VisibleSections,
    private readonly browse: BrowseQuery,
    private readonly census: CensusQuery,
    private readonly details: ItemDetailQuery,
    private readonly servers: ServerRegistry,
    private readonly config: AppConfig,
  ) {}

  async list(principal: Principal, query: ItemListQuery & InnerFilter): Promise<ItemListDto> {
    const listing = await this.listing(principal, query);
    const keyset = query.cursor === undefined ? null : readKeyset(listing.name, listing.column, query.cursor);
    const rows = await this.browse.list(listing, keyset, query.limit + 1);
    const cards = await this.cards(listing.sections, rows);
    const cursorOf = (row: { v: string | number | Date; id: string }) =>
      encodeCursor(listing.name, [toCursorValue(row.v), row.id]);
    return toPage(rows, query.limit, cursorOf, (row) => cards.toCard(row));
  }

  async count(principal: Principal, query: SortedItemQuery & InnerFilter): Promise<ItemCountDto> {
    return { count: await this.census.count(await this.listing(principal, query)) };
  }

  /** Those of these items that the filters hold for, and that the caller may see. Words (`q`) are not looked at. */
  async among(
    principal: Principal,
    itemIds: readonly string[],
    query: ItemFilterQuery & InnerFilter,
  ): Promise<Set<string>> {
    const ids = itemIds.filter(isItemId);
    return ids.length === 0 ? new Set() : this.browse.among(await this.listing(principal, query), ids);
  }

  async facets(principal: Principal, query: SortedItemQuery): Promise<FacetsDto> {
    return toFacets(await this.census.facets(await this.listing(principal, query)));
  }

  async anchors(principal: Principal, query: ItemAnchorQuery): Promise<AnchorListDto> {
    const listing = await this.listing(principal, query);
    const rows = await this.census.anchors(listing, query.every);
    const items = rows.map(({ n, v, id }) => ({
      index: n,
      cursor: encodeCursor(listing.name, [toCursorValue(v), id]),
    }));
    return { items, nextCursor: null };
  }

  /** @throws DomainError `not-found` */
  async get(principal: Principal, id: string): Promise<ItemDto> {
    const sections = await this.visible.list(principal);
    const row = await this.details.find(requireItemId(id), idsOf(sections));
    if (!row) throw notFound('The item');
    const [files, sameTitles, cards] = await Promise.all([
      this.details.parts(id),
      this.details.sameTitles(row, sections),
      this.cards(sections, [row]),
    ]);
    return toItemDto(cards.toCard(row), { row, files, sameTitles }, principal.role === 'admin');
  }

  /** @throws DomainError `not-found` */
  async children(principal: Principal, id: string, { limit, cursor }: ChildrenQuery): Promise<ItemListDto> {
    const sections = await this.visible.list(principal);
    await this.requireItem(id, sections);
    const name = `children:${id}`;
    const after = cursor === undefined ? null : readChildKeyset(name, cursor);
    const rows = await this.details.children(id, idsOf(sections), after, limit + 1);
    const cards = await this.cards(sections, rows);
    const cursorOf = (row: (typeof rows)[number]) => encodeCursor(name, [Number(row.v), row.sort_key, row.id]);
    return toPage(rows, limit, cursorOf, (row) => cards.toCard(row));
  }

  private async listing(principal: Principal, query: SortedItemQuery & InnerFilter): Promise<ItemListing> {
    const filter = toItemFilter(query);
    const visible = await this.visible.list(principal);
    await this.requireServer(principal, visible, filter.serverId);
    const sections = sectionsInScope(visible, filter);
    if (filter.parentId !== undefined) await this.requireItem(filter.parentId, visible);
    return toListing(filter, sections, query);
  }

  /** To an administrator a server is there although none of its sections is enabled. */
  private async requireServer(
    principal: Principal,
    visible: readonly VisibleSection[],
    id: string | undefined,
  ): Promise<void> {
    if (id === undefined || visible.some(({ serverId }) => serverId === id)) return;
    if (principal.role !== 'admin' || !(await this.servers.find(id))) throw notFound('The server');
  }

  private async requireItem(id: string, sections: readonly VisibleSection[]): Promise<void> {
    if (!isItemId(id) || !(await this.browse.exists(id, idsOf(sections)))) throw notFound('The item');
  }

  private async cards(sections: readonly VisibleSection[], rows: readonly { id: string }[]): Promise<CardMapper> {
    const views = await this.browse.views(sections, idsOf(rows));
    return new CardMapper(sections, this.config.http.basePath, views);
  }
}

function idsOf(sections: readonly { id: string }[]): string[] {
  return sections.map(({ id }) => id);
}
