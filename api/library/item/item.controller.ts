import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequireRole } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { ItemBrowser } from './item-browser';
import { AnchorListDto, FacetsDto, ItemCountDto, ItemDto, ItemListDto } from './item.dto';
import { ChildrenQuery, ItemAnchorQuery, ItemFilterQuery, ItemListQuery } from './item-query.dto';

@ApiTags('library')
@Controller('library')
export class ItemController {
  constructor(private readonly browser: ItemBrowser) {}

  @Get('items')
  @RequireRole('user', 'library:read')
  @ApiOperation({ operationId: 'listItems', summary: 'Titles, filtered, searched and sorted' })
  @ApiProblem(400, 'validation-failed', 'cursor-invalid')
  @ApiProblem(404, 'not-found')
  @ApiProblem(422, 'range-inverted', 'date-impossible')
  list(@CurrentPrincipal() principal: Principal, @Query() query: ItemListQuery): Promise<ItemListDto> {
    return this.browser.list(principal, query);
  }

  @Get('items/count')
  @RequireRole('user', 'library:read')
  @ApiOperation({ operationId: 'countItems', summary: 'How many available titles match' })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(404, 'not-found')
  @ApiProblem(422, 'range-inverted', 'date-impossible')
  count(@CurrentPrincipal() principal: Principal, @Query() query: ItemFilterQuery): Promise<ItemCountDto> {
    return this.browser.count(principal, query);
  }

  @Get('items/anchors')
  @RequireRole('user', 'library:read')
  @ApiOperation({
    operationId: 'listItemAnchors',
    summary: 'Cursors at regular distances, to jump anywhere in a listing',
  })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(404, 'not-found')
  @ApiProblem(422, 'range-inverted', 'date-impossible')
  anchors(@CurrentPrincipal() principal: Principal, @Query() query: ItemAnchorQuery): Promise<AnchorListDto> {
    return this.browser.anchors(principal, query);
  }

  @Get('facets')
  @RequireRole('user', 'library:read')
  @ApiOperation({ operationId: 'getFacets', summary: 'Which filter values occur among the matching titles' })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(404, 'not-found')
  @ApiProblem(422, 'range-inverted', 'date-impossible')
  facets(@CurrentPrincipal() principal: Principal, @Query() query: ItemFilterQuery): Promise<FacetsDto> {
    return this.browser.facets(principal, query);
  }

  @Get('items/:id')
  @RequireRole('user', 'library:read')
  @ApiOperation({ operationId: 'getItem', summary: 'One title with its versions and files' })
  @ApiProblem(404, 'not-found')
  get(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<ItemDto> {
    return this.browser.get(principal, id);
  }

  @Get('items/:id/children')
  @RequireRole('user', 'library:read')
  @ApiOperation({ operationId: 'listItemChildren', summary: 'Seasons, episodes, albums or tracks in their order' })
  @ApiProblem(400, 'validation-failed', 'cursor-invalid')
  @ApiProblem(404, 'not-found')
  children(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: ChildrenQuery,
  ): Promise<ItemListDto> {
    return this.browser.children(principal, id, query);
  }
}
