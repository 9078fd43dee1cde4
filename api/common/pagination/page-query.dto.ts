import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { PlainInteger } from './plain-integer.decorator';

/** Query of every paged list. */
export class PageQuery {
  /** Rows per page. */
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 50, type: 'integer' })
  @IsOptional()
  @PlainInteger(1, 100)
  limit: number = 50;

  /** `nextCursor` of the page before; absent for the first page. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  cursor?: string;
}
