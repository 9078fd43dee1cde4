import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { PageQuery, PlainInteger } from '../../common';
import { PLEX_ITEM_TYPES, type PlexItemType } from '../../plex';
import { PlaceQuery } from '../place-query.dto';

export const ITEM_SORTS = ['title', 'addedAt', 'year', 'sizeBytes', 'lastViewedAt', 'rating', 'durationMs'] as const;
export type ItemSort = (typeof ITEM_SORTS)[number];

export const SORT_ORDERS = ['asc', 'desc'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** Whether such a day and time exist is looked at later. */
const ISO_DATE = /^\d{4}-\d\d-\d\d(?:$|T[\dZ:.+-]{6,30}$)/;

function toBoolean({ value }: { value: unknown }): unknown {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}

/** Only plain decimals become numbers, as whole ones do in `PlainInteger`. */
function toDecimal({ value }: { value: unknown }): unknown {
  return typeof value === 'string' && /^(\d{1,3}|\d{1,3}\.\d{1,6})$/.test(value) ? Number(value) : value;
}

function toList({ value }: { value: unknown }): unknown {
  return typeof value === 'string' ? [value] : value;
}

const DURATION = { type: 'integer', format: 'int64', minimum: 0 } as const;

/** What narrows every listing of items. Without `type` and `parentId`: top-level titles. */
export class ItemFilterQuery extends PlaceQuery {
  @ApiPropertyOptional({ enum: PLEX_ITEM_TYPES, enumName: 'ItemType' })
  @IsOptional()
  @IsIn(PLEX_ITEM_TYPES)
  type?: PlexItemType;

  /** Direct children of this item. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  parentId?: string;

  /** Words of a title; forgives typos from three characters on. */
  @ApiPropertyOptional({ example: 'godfahter', maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  /** One of the values of the `genres` facet. */
  @ApiPropertyOptional({ example: 'Drama', maxLength: 255 })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  genre?: string;

  /** Titles that are of each of these. */
  @ApiPropertyOptional({ type: 'array', items: { type: 'string', maxLength: 255 }, example: ['Comedy', 'Horror'] })
  @IsOptional()
  @Transform(toList)
  @ArrayMaxSize(5)
  @IsString({ each: true })
  @MaxLength(255, { each: true })
  genres?: string[];

  /** Part of the name of a director or an actor, in any case. */
  @ApiPropertyOptional({ example: 'Ada Stone', minLength: 2, maxLength: 200 })
  @IsOptional()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  person?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 9999 })
  @IsOptional()
  @PlainInteger(0, 9999)
  yearFrom?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 9999 })
  @IsOptional()
  @PlainInteger(0, 9999)
  yearTo?: number;

  /** One of the values of the `resolutions` facet, such as "1080" or "4k". */
  @ApiPropertyOptional({ example: '1080', maxLength: 40 })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  resolution?: string;

  /** By the caller's own view state; items whose state is unknown match neither. */
  @ApiPropertyOptional({ type: Boolean })
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  watched?: boolean;

  /** ISO 8601 date, or date and time with offset. */
  @ApiPropertyOptional({ example: '2026-01-31' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  @Matches(ISO_DATE, { message: 'addedSince must be an ISO 8601 date, or date and time with offset' })
  addedSince?: string;

  /** Bytes. */
  @ApiPropertyOptional({ type: 'integer', format: 'int64', minimum: 0 })
  @IsOptional()
  @PlainInteger(0)
  sizeMin?: number;

  /** Shortest length, in ms; of shows that of an episode. What has no known length matches no range. */
  @ApiPropertyOptional(DURATION)
  @IsOptional()
  @PlainInteger(0)
  durationMinMs?: number;

  /** Longest length, in ms. */
  @ApiPropertyOptional(DURATION)
  @IsOptional()
  @PlainInteger(0)
  durationMaxMs?: number;

  /** Lowest rating, 0 to 10; what has none does not match. */
  @ApiPropertyOptional({ type: Number, minimum: 0, maximum: 10, example: 7.5 })
  @IsOptional()
  @Transform(toDecimal)
  @IsNumber()
  @Min(0)
  @Max(10)
  ratingMin?: number;

  /** One of the values of the `contentRatings` facet. */
  @ApiPropertyOptional({ example: 'PG-13', maxLength: 40 })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  contentRating?: string;
}

export class SortedItemQuery extends ItemFilterQuery {
  /** `addedAt` when absent, or by relevance when there is a `q`. */
  @ApiPropertyOptional({ enum: ITEM_SORTS, enumName: 'ItemSort' })
  @IsOptional()
  @IsIn(ITEM_SORTS)
  sort?: ItemSort;

  /** When absent: `asc` for titles, `desc` for the rest. Relevance is always best first. */
  @ApiPropertyOptional({ enum: SORT_ORDERS, enumName: 'SortOrder' })
  @IsOptional()
  @IsIn(SORT_ORDERS)
  order?: SortOrder;
}

export class ItemListQuery extends SortedItemQuery {
  /** Rows per page. */
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 50, type: 'integer' })
  @IsOptional()
  @PlainInteger(1, 100)
  limit: number = 50;

  /** `nextCursor` of the page before, or the cursor of an anchor of the same listing. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

export class ItemAnchorQuery extends SortedItemQuery {
  /** Rows between two anchors. */
  @ApiPropertyOptional({ minimum: 100, maximum: 10_000, default: 500, type: 'integer' })
  @IsOptional()
  @PlainInteger(100, 10_000)
  every: number = 500;
}

export class ChildrenQuery extends PageQuery {}
