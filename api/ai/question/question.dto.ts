import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateIf } from 'class-validator';
import { ItemCardDto } from '../../library';
import { SaidDto } from '../said/said.dto';
import { FigureDto } from '../tools/figure.dto';
import { CHIP_FIELDS, type ChipField } from './asked';

const QUESTION_KINDS = ['items', 'count', 'stats'] as const;

export class QuestionDto {
  /** In English or German. */
  @ApiProperty({ minLength: 1, maxLength: 2000, example: 'Unwatched comedies from the 90s under two hours' })
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  @Matches(/\S/, { message: 'text must not be blank' })
  text: string;

  /** `nextCursor` of the answer before, with the same question. */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  cursor?: string;

  /** Titles per page. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 24, example: 24 })
  @ValidateIf((_, value) => value !== undefined)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 24;
}

/** One thing that was understood. */
export class UnderstoodDto {
  @ApiProperty({ enum: CHIP_FIELDS, enumName: 'UnderstoodField' })
  field: ChipField;

  /**
   * As the library takes it: of `years` and `minutes` a range such as "1990-1999", "1990-" or "-90", of `sort` the sort
   * and its order such as "year:desc", of `language` the ISO 639 code of what is spoken, of `viewed` the first and the
   * last day such as "2026-01-01/2026-12-31", of `like` the id of an item where one was found, else the words.
   */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }], example: '1990-1999' })
  value: string | number | boolean;

  /** English. */
  @ApiProperty({ example: '1990 to 1999' })
  label: string;

  /** The limit itself is not meant, such as in "under 90 minutes". */
  @ApiPropertyOptional()
  strict?: boolean;

  /** The part of the question that it comes from. */
  @ApiProperty({ example: 'from the 90s' })
  text: string;
}

export class AnswerDto {
  /** `stats`: the figures are the answer; `count`: the count is, and the titles are those that were counted. */
  @ApiProperty({ enum: QUESTION_KINDS, enumName: 'AnswerKind' })
  kind: (typeof QUESTION_KINDS)[number];

  /** In the order of the question; empty where nothing was understood. */
  understood: UnderstoodDto[];

  /** Parts of the question that the answer takes no account of. */
  @ApiProperty({ example: ['with French subtitles'] })
  ignored: string[];

  /** All titles that match, or of statistics the views; of picks and of titles like another one those that were found, a hundred at most. */
  @ApiProperty({ type: 'integer', example: 12 })
  count: number;

  items: ItemCardDto[];

  /** Of statistics; else none. */
  figures: FigureDto[];

  /** The same list as a query of `/library/items`; null where there is none, as for statistics and titles like another one. */
  @ApiProperty({ nullable: true, type: String, example: 'type=movie&genres=Comedy&yearFrom=1990&yearTo=1999' })
  libraryQuery: string | null;

  /** Null on the last page. */
  @ApiProperty({ nullable: true, type: String })
  nextCursor: string | null;

  /** When the oldest library concerned was last read. */
  @ApiProperty({ format: 'date-time' })
  asOf: string;

  /** What is empty, old or unknown, in a sentence; null where all is well. */
  @ApiProperty({ nullable: true, type: String, example: null })
  caveat: string | null;

  /** Its sentences by their codes. */
  caveats: SaidDto[];
}
