import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Principal } from '../../common';
import type {
  DuplicatesExportQuery,
  QualityExportQuery,
  StorageSortQuery,
  UnwatchedExportQuery,
} from './insight-query.dto';
import { preparing } from './insights';

/** Lists of insights as CSV. */
@Injectable()
export class InsightExport {
  storageItems(_principal: Principal, _query: StorageSortQuery, _response: Response): Promise<void> {
    throw preparing();
  }

  duplicates(_principal: Principal, _query: DuplicatesExportQuery, _response: Response): Promise<void> {
    throw preparing();
  }

  unwatched(_principal: Principal, _query: UnwatchedExportQuery, _response: Response): Promise<void> {
    throw preparing();
  }

  quality(_principal: Principal, _query: QualityExportQuery, _response: Response): Promise<void> {
    throw preparing();
  }
}
