import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';

/** Only plain decimals become numbers; everything else stays text and fails the validator behind. */
export function toInteger({ value }: { value: unknown }): unknown {
  return typeof value === 'string' && /^(0|-?[1-9]\d{0,14})$/.test(value) ? Number(value) : value;
}

/** Query of every paged list. */
export class PageQuery {
  /** Rows per page. */
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 50, type: 'integer' })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 50;

  /** `nextCursor` of the page before; absent for the first page. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  cursor?: string;
}
