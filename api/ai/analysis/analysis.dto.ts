import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import {
  CompletionDto,
  DayPlaysDto,
  HourOfWeekPlaysDto,
  ItemCardDto,
  STATS_PERIODS,
  type StatsPeriod,
} from '../../library';
import { RecommendationListDto } from '../recommender/recommendation.dto';
import { SaidDto } from '../said/said.dto';
import { FigureDto } from '../tools/figure.dto';

const number = { nullable: true, type: Number } as const;
const integer = { nullable: true, type: 'integer' } as const;

export class AnalysisRequest {
  @ApiProperty({ enum: STATS_PERIODS, enumName: 'StatsPeriod' })
  @IsIn(STATS_PERIODS)
  period: StatsPeriod;

  /** Whether picks are made as well. */
  @IsBoolean()
  includeRecommendations: boolean;
}

export class AnalysisFigureDto extends FigureDto {
  /** The same figure of the period before; null where there is none, as of all of time. */
  @ApiProperty({ ...number, example: 35 })
  previous: number | null;
}

export class AnalysisGenreDto {
  @ApiProperty({ example: 'Drama' })
  genre: string;

  @ApiProperty({ type: 'integer', example: 12 })
  plays: number;

  /** Time watched, in ms. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 64_800_000 })
  durationMs: number;

  /** Views in the period before; null where it was not among the ten most played then, or nothing precedes. */
  @ApiProperty({ ...integer, example: 9 })
  previousPlays: number | null;
}

export class TimePatternDto {
  /** Every hour of the week, of UTC. */
  byHourOfWeek: HourOfWeekPlaysDto[];

  /** Every day of the period, of UTC. */
  byDay: DayPlaysDto[];

  /** With the most views; 0 is Sunday, of UTC. Null without views. */
  @ApiProperty({ ...integer, minimum: 0, maximum: 6, example: 5 })
  busiestWeekday: number | null;

  /** With the most views, of UTC. Null without views. */
  @ApiProperty({ ...integer, minimum: 0, maximum: 23, example: 20 })
  busiestHour: number | null;
}

/** Genre or person that was met for the first time. */
export class FirstMetDto {
  @ApiProperty({ example: 'Ada Stone' })
  name: string;

  /** Titles of theirs that were watched in the period. */
  @ApiProperty({ type: 'integer', example: 2 })
  titles: number;
}

/** What was watched for the first time, as far as the history remembers. */
export class DiscoveriesDto {
  /** Movies, shows and artists. */
  @ApiProperty({ type: 'integer', example: 14 })
  titleCount: number;

  /** Ten at most, the most played first. */
  titles: ItemCardDto[];

  /** Ten at most. */
  genres: FirstMetDto[];

  /** Directors and leading actors; ten at most. */
  people: FirstMetDto[];
}

/** Against the period before. */
export class ChangeDto {
  @ApiProperty({ type: 'integer', example: 7 })
  plays: number;

  /** Null where there were none before. */
  @ApiProperty({ ...number, example: 20 })
  playsPercent: number | null;

  /** In ms. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 5_400_000 })
  durationMs: number;

  /** Null where nothing was watched before. */
  @ApiProperty({ ...number, example: 12.5 })
  durationPercent: number | null;
}

export class AnalysisDto {
  @ApiProperty({ enum: STATS_PERIODS, enumName: 'StatsPeriod' })
  period: StatsPeriod;

  @ApiProperty({ format: 'date-time' })
  from: string;

  @ApiProperty({ format: 'date-time' })
  to: string;

  /** When the history of the servers was last read, of the one that was looked at longest ago; null: never. */
  @ApiProperty({ nullable: true, type: String, format: 'date-time' })
  asOf: string | null;

  /** What is old or unknown, in a sentence; null where all is well. */
  @ApiProperty({ nullable: true, type: String, example: null })
  caveat: string | null;

  /** Its sentences by their codes. */
  caveats: SaidDto[];

  /** `plays`, `watched`, `finished`, `brokenOff`, `completion`, `finishedTitles`, `newTitles`, `streak`, `longestStreak`; unknown ones are missing. */
  figures: AnalysisFigureDto[];

  /** Ten at most, most played first. */
  genres: AnalysisGenreDto[];

  timePattern: TimePatternDto;

  completion: CompletionDto;

  /** Null of all of time: everything was new once. */
  @ApiProperty({ nullable: true, type: DiscoveriesDto })
  discoveries: DiscoveriesDto | null;

  /** Null of all of time, which nothing precedes. */
  @ApiProperty({ nullable: true, type: ChangeDto })
  change: ChangeDto | null;

  /** The figures in words, by the AI provider; null without one, and where its words were dropped. Plain text. */
  @ApiProperty({ nullable: true, type: String, example: 'You watched 42 times, more than before.' })
  prose: string | null;

  /** The provider named a number or a title that is not among the figures. */
  proseDropped: boolean;

  /** Null where none were asked for. */
  @ApiProperty({ nullable: true, type: RecommendationListDto })
  recommendations: RecommendationListDto | null;
}
