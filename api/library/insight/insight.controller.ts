import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, RequireRole } from '../../common';
import { ApiProblem } from '../../infra/problem';
import {
  DuplicateListDto,
  InsightSummaryDto,
  QualityListDto,
  StorageDto,
  StorageItemListDto,
  UnwatchedListDto,
} from './insight.dto';
import {
  DuplicatesQuery,
  QualityQuery,
  StorageItemsQuery,
  StorageQuery,
  SummaryQuery,
  UnwatchedQuery,
} from './insight-query.dto';
import { DuplicateLists } from './duplicate-lists.service';
import { InsightLists } from './insight-lists.service';
import { Insights } from './insights';
import { readPage } from './open-list';

@ApiTags('insights')
@Controller('insights')
export class InsightController {
  constructor(
    private readonly insights: Insights,
    private readonly lists: InsightLists,
    private readonly duplicateLists: DuplicateLists,
  ) {}

  @Get('summary')
  @RequireRole('admin', 'insights:read')
  @ApiOperation({ operationId: 'getInsightSummary', summary: 'Counts and sizes of all insights' })
  @ApiProblem(404, 'not-found')
  @ApiProblem(503, 'insights-preparing')
  summary(@CurrentPrincipal() principal: Principal, @Query() query: SummaryQuery): Promise<InsightSummaryDto> {
    return this.insights.summary(principal, query);
  }

  @Get('storage')
  @RequireRole('admin', 'insights:read')
  @ApiOperation({ operationId: 'getStorage', summary: 'What takes up space, split in one way and narrowed in others' })
  @ApiProblem(404, 'not-found')
  @ApiProblem(503, 'insights-preparing')
  storage(@CurrentPrincipal() principal: Principal, @Query() query: StorageQuery): Promise<StorageDto> {
    return this.insights.storage(principal, query);
  }

  @Get('storage/items')
  @RequireRole('admin', 'insights:read')
  @ApiOperation({ operationId: 'listStorageItems', summary: 'The items behind a block of storage' })
  @ApiProblem(400, 'validation-failed', 'cursor-invalid')
  @ApiProblem(404, 'not-found')
  @ApiProblem(503, 'insights-preparing')
  async storageItems(
    @CurrentPrincipal() principal: Principal,
    @Query() query: StorageItemsQuery,
  ): Promise<StorageItemListDto> {
    return readPage(await this.lists.storage(principal, query), query);
  }

  @Get('duplicates')
  @RequireRole('admin', 'insights:read')
  @ApiOperation({ operationId: 'listDuplicates', summary: 'Titles that are there more than once' })
  @ApiProblem(400, 'validation-failed', 'cursor-invalid')
  @ApiProblem(404, 'not-found')
  @ApiProblem(503, 'insights-preparing')
  async duplicates(
    @CurrentPrincipal() principal: Principal,
    @Query() query: DuplicatesQuery,
  ): Promise<DuplicateListDto> {
    return readPage(await this.duplicateLists.open(principal, query), query);
  }

  @Get('unwatched')
  @RequireRole('admin', 'insights:read')
  @ApiOperation({ operationId: 'listUnwatched', summary: 'Titles that nobody watches' })
  @ApiProblem(400, 'validation-failed', 'cursor-invalid')
  @ApiProblem(404, 'not-found')
  @ApiProblem(503, 'insights-preparing')
  async unwatched(@CurrentPrincipal() principal: Principal, @Query() query: UnwatchedQuery): Promise<UnwatchedListDto> {
    return readPage(await this.lists.unwatched(principal, query), query);
  }

  @Get('quality')
  @RequireRole('admin', 'insights:read')
  @ApiOperation({ operationId: 'listQuality', summary: 'Titles with something to mend' })
  @ApiProblem(400, 'validation-failed', 'cursor-invalid')
  @ApiProblem(404, 'not-found')
  @ApiProblem(503, 'insights-preparing')
  async quality(@CurrentPrincipal() principal: Principal, @Query() query: QualityQuery): Promise<QualityListDto> {
    return readPage(await this.lists.quality(principal, query), query);
  }
}
