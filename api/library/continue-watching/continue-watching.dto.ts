import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { PlainInteger } from '../../common';
import { ItemCardDto } from '../item/item.dto';

const MOST_CONTINUED = 24;

export class ContinueWatchingRequest {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MOST_CONTINUED, default: 12 })
  @IsOptional()
  @PlainInteger(1, MOST_CONTINUED)
  limit: number = 12;
}

/** The show of an episode. */
export class ContinuedShowDto {
  @ApiProperty({ example: '48213' })
  id: string;

  @ApiProperty({ example: 'The Silver River' })
  title: string;

  /** Path on this host; null where Plex has no poster. */
  @ApiProperty({ nullable: true, type: String, example: '/api/v1/library/items/48213/poster?v=9f2c1a7b3d' })
  posterUrl: string | null;
}

export const CONTINUE_KINDS = ['resume', 'next'] as const;

/** A movie or an episode to go on with. */
export class ContinueWatchingItemDto {
  /** `resume`: begun and not finished. `next`: not begun, the episode after the one that was finished last. */
  @ApiProperty({ enum: CONTINUE_KINDS, enumName: 'ContinueKind' })
  kind: (typeof CONTINUE_KINDS)[number];

  item: ItemCardDto;

  /** Null for movies, and for an episode whose show is not known yet. */
  @ApiProperty({ nullable: true, type: ContinuedShowDto })
  show: ContinuedShowDto | null;

  /** Where the caller stopped, in ms; 0 for what was not begun. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 1_800_000 })
  offsetMs: number;

  /** Length, in ms; null where Plex names none. */
  @ApiProperty({ nullable: true, type: 'integer', format: 'int64', example: 5_400_000 })
  durationMs: number | null;

  /** How much was seen, 0 to 100; null where the length is unknown. */
  @ApiProperty({ nullable: true, type: 'integer', minimum: 0, maximum: 100, example: 33 })
  percent: number | null;

  /** When the caller last watched it, or of `next` the episode before. */
  @ApiProperty({ format: 'date-time' })
  lastActivityAt: string;
}

export class ContinueWatchingDto {
  /** Newest activity first. What was left a year ago or longer is not among them. */
  items: ContinueWatchingItemDto[];

  /** Always null: no more than `limit` are told. */
  @ApiProperty({ nullable: true, type: String, example: null })
  nextCursor: string | null;
}
