import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { PlainInteger } from '../../common';
import { ItemCardDto } from '../../library';
import { RECOMMENDED_TYPES } from './titles.query';

const REASON_KINDS = [
  ...(['director', 'actor', 'collection', 'studio', 'genre'] as const),
  ...(['similarTaste', 'rated', 'popular', 'new'] as const),
] as const;
export const VERDICTS = ['more-like-this', 'not-interested'] as const;

export class SimilarQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20 })
  @IsOptional()
  @PlainInteger(1, 100)
  limit: number = 20;
}

export class RecommendationQuery extends SimilarQuery {
  @ApiPropertyOptional({ enum: RECOMMENDED_TYPES, enumName: 'RecommendedType' })
  @IsOptional()
  @IsIn(RECOMMENDED_TYPES)
  type?: (typeof RECOMMENDED_TYPES)[number];

  /** As the library spells it. */
  @ApiPropertyOptional({ example: 'Drama', minLength: 1, maxLength: 200 })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  genre?: string;

  /** The same seed gives the same list as long as the library and the history stay; without one it changes each day. */
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 2_147_483_647 })
  @IsOptional()
  @PlainInteger(0, 2_147_483_647)
  seed?: number;
}

/** Why a title was picked. The figures are those of the text, for who words it in another language. */
export class ReasonDto {
  @ApiProperty({ enum: REASON_KINDS, enumName: 'ReasonKind' })
  kind: (typeof REASON_KINDS)[number];

  @ApiProperty({ example: 'Directed by Ada Stone, like The Silver River, which you finished twice' })
  text: string;

  /** The title of the person's own history that the reason comes from. */
  @ApiPropertyOptional({ example: '48213' })
  itemId?: string;

  /** Name of the director, actor, collection, studio or genre. */
  @ApiPropertyOptional({ example: 'Ada Stone' })
  subject?: string;

  @ApiPropertyOptional({ example: 'The Silver River' })
  title?: string;

  /** Of that title: of a show, the count is one of episodes. */
  @ApiPropertyOptional({ enum: RECOMMENDED_TYPES, enumName: 'RecommendedType' })
  titleType?: string;

  /** The person asked for more like that title. */
  @ApiPropertyOptional()
  asked?: boolean;

  /** What the person rated that title themselves, up to 10. */
  @ApiPropertyOptional({ type: Number, example: 9 })
  userRating?: number;

  /** Views of that title that were seen to the end, people, or days. */
  @ApiPropertyOptional({ type: 'integer', example: 2 })
  count?: number;

  /** A rating, 0 to 10. */
  @ApiPropertyOptional({ type: Number, example: 8.1 })
  value?: number;
}

export class RecommendationDto {
  item: ItemCardDto;

  /** For the order only: comparable within one list. */
  @ApiProperty({ type: Number, example: 0.62 })
  score: number;

  reasons: ReasonDto[];
}

export class RecommendationBasisDto {
  /** Views of the caller that are known; 0: the list rests on ratings, audience and age alone. */
  @ApiProperty({ type: 'integer', example: 412 })
  plays: number;

  /** When the libraries and the history of everybody were read. */
  @ApiProperty({ format: 'date-time' })
  asOf: string;
}

export class RecommendationListDto {
  items: RecommendationDto[];
  basis: RecommendationBasisDto;
}

export class VerdictDto {
  @ApiProperty({ enum: VERDICTS, enumName: 'PickVerdict' })
  @IsIn(VERDICTS)
  verdict: (typeof VERDICTS)[number];
}

export class SimilarListDto {
  items: ItemCardDto[];

  @ApiProperty({ nullable: true, type: String })
  nextCursor: string | null;
}
