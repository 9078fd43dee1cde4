import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { toInteger } from '../../common';

export class PosterRequest {
  /** Pixels; the next larger of a few fixed widths is sent, never more than Plex has. */
  @ApiPropertyOptional({ type: 'integer', minimum: 40, maximum: 1000, default: 360 })
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(40)
  @Max(1000)
  width: number = 360;

  /** Names the version of the poster, so that a new one has a new address. Any value is taken. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  v?: string;
}
