import { Injectable } from '@nestjs/common';
import { DomainError, type Principal } from '../../common';
import type {
  DuplicateListDto,
  InsightSummaryDto,
  QualityListDto,
  StorageDto,
  StorageItemListDto,
  UnwatchedListDto,
} from './insight.dto';
import type {
  DuplicatesQuery,
  QualityQuery,
  StorageItemsQuery,
  StorageQuery,
  SummaryQuery,
  UnwatchedQuery,
} from './insight-query.dto';

/** What administrators should know about what is stored. */
@Injectable()
export class Insights {
  summary(_principal: Principal, _query: SummaryQuery): Promise<InsightSummaryDto> {
    throw preparing();
  }

  storage(_principal: Principal, _query: StorageQuery): Promise<StorageDto> {
    throw preparing();
  }

  storageItems(_principal: Principal, _query: StorageItemsQuery): Promise<StorageItemListDto> {
    throw preparing();
  }

  duplicates(_principal: Principal, _query: DuplicatesQuery): Promise<DuplicateListDto> {
    throw preparing();
  }

  unwatched(_principal: Principal, _query: UnwatchedQuery): Promise<UnwatchedListDto> {
    throw preparing();
  }

  quality(_principal: Principal, _query: QualityQuery): Promise<QualityListDto> {
    throw preparing();
  }
}

export function preparing(): DomainError {
  return new DomainError('unavailable', 'insights-preparing', 'The figures are being made for the first time.', {
    retryAfterSeconds: 5,
  });
}
