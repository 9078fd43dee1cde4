import { applyDecorators, Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal, RequireRole } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { InsightExport } from './insight-export';
import { DuplicatesExportQuery, QualityExportQuery, StorageSortQuery, UnwatchedExportQuery } from './insight-query.dto';

const CONTENT_TYPE = 'text/csv';

const CsvOf = (operationId: string, summary: string) =>
  applyDecorators(
    RequireRole('admin', 'insights:read'),
    ApiOperation({ operationId, summary }),
    ApiProduces(CONTENT_TYPE),
    ApiOkResponse({ content: { [CONTENT_TYPE]: { schema: { type: 'string', format: 'binary' } } } }),
    ApiProblem(404, 'not-found'),
    ApiProblem(503, 'insights-preparing'),
  );

/** The whole of a list as CSV (RFC 4180, UTF-8 with BOM), however long, in its order. */
@ApiTags('insights')
@Controller('insights')
export class InsightExportController {
  constructor(private readonly exports: InsightExport) {}

  @Get('storage/items/export')
  @CsvOf('exportStorageItems', 'The items behind a block of storage, as CSV')
  storageItems(
    @CurrentPrincipal() principal: Principal,
    @Query() query: StorageSortQuery,
    @Res() response: Response,
  ): Promise<void> {
    return this.exports.storageItems(principal, query, response);
  }

  @Get('duplicates/export')
  @CsvOf('exportDuplicates', 'Titles that are there more than once, as CSV with a line for each copy')
  duplicates(
    @CurrentPrincipal() principal: Principal,
    @Query() query: DuplicatesExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    return this.exports.duplicates(principal, query, response);
  }

  @Get('unwatched/export')
  @CsvOf('exportUnwatched', 'Titles that nobody watches, as CSV')
  unwatched(
    @CurrentPrincipal() principal: Principal,
    @Query() query: UnwatchedExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    return this.exports.unwatched(principal, query, response);
  }

  @Get('quality/export')
  @CsvOf('exportQuality', 'Titles with something to mend, as CSV')
  quality(
    @CurrentPrincipal() principal: Principal,
    @Query() query: QualityExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    return this.exports.quality(principal, query, response);
  }
}
