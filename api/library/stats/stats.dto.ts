import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { ItemCardDto } from '../item/item.dto';
import { STATS_PERIODS, type StatsPeriod } from './stats-period';

const nullable = { nullable: true } as const;
const durationMs = { type: 'integer', format: 'int64', example: 5_400_000 } as const;

export class StatsRequest {
  @ApiPropertyOptional({ enum: STATS_PERIODS, enumName: 'StatsPeriod', default: '30d' })
  @IsOptional()
  @IsIn(STATS_PERIODS)
  period: StatsPeriod = '30d';
}

export class PlaySumDto {
  @ApiProperty({ type: 'integer', example: 42 })
  plays: number;

  /** Time watched: of a view that was broken off, the part that was seen. */
  @ApiProperty(durationMs)
  durationMs: number;
}

export class DayPlaysDto extends PlaySumDto {
  /** A day of UTC. */
  @ApiProperty({ format: 'date', example: '2026-03-01' })
  date: string;
}

export class HourOfWeekPlaysDto {
  /** 0 is Sunday. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 6, example: 5 })
  weekday: number;

  /** Of UTC. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 23, example: 20 })
  hour: number;

  @ApiProperty({ type: 'integer', example: 7 })
  plays: number;
}

export class GenrePlaysDto extends PlaySumDto {
  @ApiProperty({ example: 'Drama' })
  genre: string;
}

/** A movie, show or artist: episodes and tracks count for what they belong to. */
export class TitlePlaysDto extends PlaySumDto {
  /** Null where the caller cannot see it, or it is not there any more. */
  @ApiProperty({ ...nullable, type: String, example: '48213' })
  itemId: string | null;

  @ApiProperty({ ...nullable, type: String, example: 'show' })
  type: string | null;

  @ApiProperty({ example: 'The Silver River' })
  title: string;

  @ApiProperty({ ...nullable, type: 'integer', example: 2014 })
  year: number | null;

  @ApiProperty({ ...nullable, type: String, example: '/api/v1/library/items/48213/poster?v=9f2c1a7b3d' })
  posterUrl: string | null;
}

/** Views of one person, on every server. */
export class PersonPlaysDto extends PlaySumDto {
  /** Both null for somebody who has not signed in here: only Plex knows the name. */
  @ApiProperty({ ...nullable, format: 'uuid', type: String })
  userId: string | null;

  @ApiProperty({ ...nullable, type: String, example: 'Ben' })
  displayName: string | null;
}

export class CompletionDto {
  /** Views that were seen to 90 percent or more. */
  @ApiProperty({ type: 'integer', example: 38 })
  finished: number;

  /** Views that were broken off between 10 and 90 percent; shorter ones count as no view at all. */
  @ApiProperty({ type: 'integer', example: 4 })
  partial: number;

  /** Mean of all views, 0 to 100; null when there are none. */
  @ApiProperty({ ...nullable, type: Number, example: 93.5 })
  averagePercent: number | null;
}

export class StatsDto {
  @ApiProperty({ enum: STATS_PERIODS, enumName: 'StatsPeriod' })
  period: StatsPeriod;

  @ApiProperty({ format: 'date-time' })
  from: string;

  @ApiProperty({ format: 'date-time' })
  to: string;

  @ApiProperty({ type: 'integer', example: 42 })
  plays: number;

  @ApiProperty(durationMs)
  durationMs: number;

  /** From as long before `from` until as long before `to`: the last day of it ends at the same time of day as today does now. Nothing precedes all of time. */
  previous: PlaySumDto;

  /** Every day from first to last. */
  byDay: DayPlaysDto[];

  /** Every hour of the week. */
  byHourOfWeek: HourOfWeekPlaysDto[];

  /** Ten at most, most played first. */
  topGenres: GenrePlaysDto[];

  /** Ten at most, most played first. */
  topTitles: TitlePlaysDto[];

  completion: CompletionDto;
}

/** Days of UTC on which something was watched, one after the other. Of all time, whatever the period. */
export class StreakDto {
  /** Up to today, or up to yesterday while nothing was watched today; 0 where it has ended. */
  @ApiProperty({ type: 'integer', minimum: 0, example: 3 })
  currentDays: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 17 })
  longestDays: number;
}

/** A movie or a show that was begun and left. */
export class AbandonedTitleDto {
  /** The movie or show; null where the caller cannot see it, or it is not there any more. */
  @ApiProperty({ ...nullable, type: ItemCardDto })
  item: ItemCardDto | null;

  @ApiProperty({ example: 'The Silver River' })
  title: string;

  /** The episode that was left; null for movies, and where the caller cannot see it. */
  @ApiProperty({ ...nullable, type: ItemCardDto })
  episode: ItemCardDto | null;

  /** How far that movie or episode was seen, 10 to 90. */
  @ApiProperty({ type: 'integer', minimum: 10, maximum: 90, example: 41 })
  percent: number;

  @ApiProperty({ format: 'date-time' })
  lastViewedAt: string;
}

export class MyStatsDto extends StatsDto {
  streak: StreakDto;

  /** Left more than 30 days ago, whatever the period, and not watched since; ten at most, the latest first. */
  abandoned: AbandonedTitleDto[];

  /** Different movies, episodes and tracks that were seen to their end in the period. */
  @ApiProperty({ type: 'integer', example: 31 })
  finishedTitles: number;
}

export class ServerStatsDto extends StatsDto {
  /** Ten at most, most plays first; views of somebody whom the server does not name belong to none. */
  topPeople: PersonPlaysDto[];
}
