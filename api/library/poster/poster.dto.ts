import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PlainInteger } from '../../common';

export class PosterRequest {
  /** Pixels; the next larger of a few fixed widths is sent, never more than Plex has. */
  @ApiPropertyOptional({ type: 'integer', minimum: 40, maximum: 1000, default: 360 })
  @IsOptional()
  @PlainInteger(40, 1000)
  width: number = 360;

  /** Names the version of the poster, so that a new one has a new address. Any value is taken. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  v?: string;
}
