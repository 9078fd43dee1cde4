import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { PlainInteger } from '../../common';
import { ItemCardDto } from '../item/item.dto';

export class ArrivalsRequest {
  /** Days of UTC to look back, today included. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 90, default: 14 })
  @IsOptional()
  @PlainInteger(1, 90)
  days: number = 14;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 50 })
  @IsOptional()
  @PlainInteger(1, 100)
  limit: number = 50;
}

/** A season or an album of which something came. */
export class ArrivedPartDto {
  @ApiProperty({ example: '48214' })
  id: string;

  @ApiProperty({ example: 'Season 2' })
  title: string;

  /** Number of the season; null where it has none. */
  @ApiProperty({ nullable: true, type: 'integer', example: 2 })
  index: number | null;

  /** Episodes or tracks of it that came on that day. */
  @ApiProperty({ type: 'integer', example: 8 })
  leafCount: number;
}

/** A movie, show or artist that came, or of which something came, on one day. */
export class ArrivalDto {
  /** A day of UTC. */
  @ApiProperty({ format: 'date', example: '2026-03-01' })
  date: string;

  /** The movie, show or artist; where its show is not known yet, the episode itself. */
  item: ItemCardDto;

  /** Movies, episodes or tracks that came on that day. */
  @ApiProperty({ type: 'integer', minimum: 1, example: 8 })
  leafCount: number;

  /** So much came that this day, the oldest, was not counted to its end: there may be more than `leafCount`. */
  atLeast: boolean;

  /** Of what came; null where no file has a known size. */
  @ApiProperty({ nullable: true, type: 'integer', format: 'int64', example: 4_294_967_296 })
  sizeBytes: number | null;

  /** When the last of them came; at the latest now. */
  @ApiProperty({ format: 'date-time' })
  addedAt: string;

  /** The seasons or albums, by number; none for movies. Twenty at most. */
  parts: ArrivedPartDto[];

  /** The episode or track where only one came; null where more did, and for movies. */
  @ApiProperty({ nullable: true, type: ItemCardDto })
  leaf: ItemCardDto | null;
}

export class ArrivalsDto {
  /** Newest day first, and within a day what came last. */
  items: ArrivalDto[];

  /** Always null: no more than `limit` are told. */
  @ApiProperty({ nullable: true, type: String, example: null })
  nextCursor: string | null;
}
