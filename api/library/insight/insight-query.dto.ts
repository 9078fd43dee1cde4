import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { PageQuery, PlainInteger } from '../../common';
import { PLEX_ITEM_TYPES, type PlexItemType } from '../../plex';
import { SORT_ORDERS, type SortOrder } from '../item/item-query.dto';
import { PlaceQuery } from '../place-query.dto';
import {
  BYTES_PER_HOUR,
  DUPLICATE_KINDS,
  DUPLICATE_SORTS,
  LEAF_TYPES,
  QUALITY_ISSUES,
  QUALITY_SORTS,
  STORAGE_BY,
  STORAGE_SORTS,
  TITLE_TYPES,
  UNWATCHED_SORTS,
  UNWATCHED_STATES,
  type BytesPerHour,
  type DuplicateKind,
  type DuplicateSort,
  type LeafType,
  type QualityIssue,
  type QualitySort,
  type StorageBy,
  type StorageSort,
  type TitleType,
  type UnwatchedSort,
  type UnwatchedState,
} from './insight-words';

const GROUP_LIMIT = { minimum: 1, maximum: 1000, default: 200, type: 'integer' } as const;
const IDLE_DAYS = { minimum: 1, maximum: 36_500, default: 365, type: 'integer' } as const;

/** What narrows storage down; values are keys of the groups, `unknown` included. Combinable. */
export class StorageFilterQuery extends PlaceQuery {
  @ApiPropertyOptional({ enum: LEAF_TYPES, enumName: 'LeafType' })
  @IsOptional()
  @IsIn(LEAF_TYPES)
  type?: LeafType;

  @ApiPropertyOptional({ example: '1080', maxLength: 40 })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(40)
  resolution?: string;

  @ApiPropertyOptional({ example: 'hevc', maxLength: 40 })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(40)
  videoCodec?: string;

  @ApiPropertyOptional({ example: 'mkv', maxLength: 40 })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(40)
  container?: string;

  /** First year of a decade. */
  @ApiPropertyOptional({ example: '1990', pattern: '^(unknown|\\d{1,3}0|0)$' })
  @IsOptional()
  @Matches(/^(unknown|\d{1,3}0|0)$/, { message: 'decade must be the first year of a decade, or unknown' })
  decade?: string;

  /** Item id of a show; `none` for what belongs to no show. */
  @ApiPropertyOptional({ example: '48213' })
  @IsOptional()
  @Matches(/^(none|unknown|[1-9]\d{0,17})$/, { message: 'showId must be the id of a show, none or unknown' })
  showId?: string;

  /** GB (1,000,000,000 bytes) of a title per hour that people watched it. */
  @ApiPropertyOptional({ enum: BYTES_PER_HOUR, enumName: 'BytesPerHour' })
  @IsOptional()
  @IsIn(BYTES_PER_HOUR)
  bytesPerHour?: BytesPerHour;
}

export class StorageQuery extends StorageFilterQuery {
  @ApiPropertyOptional({ enum: STORAGE_BY, enumName: 'StorageBy', default: 'section' })
  @IsOptional()
  @IsIn(STORAGE_BY)
  by: StorageBy = 'section';

  /** Groups that are listed, largest first; what lies beyond is summed in `rest`. */
  @ApiPropertyOptional(GROUP_LIMIT)
  @IsOptional()
  @PlainInteger(1, 1000)
  limit: number = 200;
}

export class StorageSortQuery extends StorageFilterQuery {
  @ApiPropertyOptional({ enum: STORAGE_SORTS, enumName: 'StorageSort', default: 'bytes' })
  @IsOptional()
  @IsIn(STORAGE_SORTS)
  sort: StorageSort = 'bytes';

  /** When absent: `asc` for titles, `desc` for the rest. */
  @ApiPropertyOptional({ enum: SORT_ORDERS, enumName: 'SortOrder' })
  @IsOptional()
  @IsIn(SORT_ORDERS)
  order?: SortOrder;
}

export class StorageItemsQuery extends IntersectionType(StorageSortQuery, PageQuery) {}

/** Words and an order, which every list has. */
class PlacedQuery extends PlaceQuery {
  /** Words of a title; forgives typos from three characters on. */
  @ApiPropertyOptional({ example: 'godfahter', maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  /** When absent: `asc` for titles, `desc` for the rest. */
  @ApiPropertyOptional({ enum: SORT_ORDERS, enumName: 'SortOrder' })
  @IsOptional()
  @IsIn(SORT_ORDERS)
  order?: SortOrder;
}

export class DuplicatesExportQuery extends PlacedQuery {
  @ApiPropertyOptional({ enum: DUPLICATE_KINDS, enumName: 'DuplicateKind' })
  @IsOptional()
  @IsIn(DUPLICATE_KINDS)
  kind?: DuplicateKind;

  @ApiPropertyOptional({ enum: LEAF_TYPES, enumName: 'LeafType' })
  @IsOptional()
  @IsIn(LEAF_TYPES)
  type?: LeafType;

  @ApiPropertyOptional({ enum: DUPLICATE_SORTS, enumName: 'DuplicateSort', default: 'freeable' })
  @IsOptional()
  @IsIn(DUPLICATE_SORTS)
  sort: DuplicateSort = 'freeable';
}

export class SummaryQuery extends PlaceQuery {
  /** Without a view for so many days a title counts as idle. */
  @ApiPropertyOptional(IDLE_DAYS)
  @IsOptional()
  @PlainInteger(1, 36_500)
  idleDays: number = 365;
}

export class UnwatchedExportQuery extends IntersectionType(PlacedQuery, SummaryQuery) {
  @ApiPropertyOptional({ enum: UNWATCHED_STATES, enumName: 'UnwatchedState' })
  @IsOptional()
  @IsIn(UNWATCHED_STATES)
  state?: UnwatchedState;

  @ApiPropertyOptional({ enum: TITLE_TYPES, enumName: 'TitleType' })
  @IsOptional()
  @IsIn(TITLE_TYPES)
  type?: TitleType;

  /** Bytes. */
  @ApiPropertyOptional({ type: 'integer', format: 'int64', minimum: 0 })
  @IsOptional()
  @PlainInteger(0)
  sizeMin?: number;

  @ApiPropertyOptional({ enum: UNWATCHED_SORTS, enumName: 'UnwatchedSort', default: 'bytes' })
  @IsOptional()
  @IsIn(UNWATCHED_SORTS)
  sort: UnwatchedSort = 'bytes';
}

export class QualityExportQuery extends PlacedQuery {
  @ApiPropertyOptional({ enum: QUALITY_ISSUES, enumName: 'QualityIssue' })
  @IsOptional()
  @IsIn(QUALITY_ISSUES)
  issue?: QualityIssue;

  @ApiPropertyOptional({ enum: PLEX_ITEM_TYPES, enumName: 'ItemType' })
  @IsOptional()
  @IsIn(PLEX_ITEM_TYPES)
  type?: PlexItemType;

  @ApiPropertyOptional({ enum: QUALITY_SORTS, enumName: 'QualitySort', default: 'bytes' })
  @IsOptional()
  @IsIn(QUALITY_SORTS)
  sort: QualitySort = 'bytes';
}

export class DuplicatesQuery extends IntersectionType(DuplicatesExportQuery, PageQuery) {}

export class UnwatchedQuery extends IntersectionType(UnwatchedExportQuery, PageQuery) {}

export class QualityQuery extends IntersectionType(QualityExportQuery, PageQuery) {}
