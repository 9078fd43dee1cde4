import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsTime, PageQuery } from '../../common';
import { LOG_LEVELS, type LogLevel } from '../../infra/logging';

export class SystemLogQuery extends PageQuery {
  /** This level and those above it. */
  @ApiPropertyOptional({ enum: LOG_LEVELS, enumName: 'LogLevel' })
  @IsOptional()
  @IsIn(LOG_LEVELS)
  level?: LogLevel;

  /** Part of a line, in any letter case. */
  @ApiPropertyOptional({ maxLength: 200, example: 'sync' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  /** Lines of this request and of the jobs that it started. */
  @ApiPropertyOptional({ maxLength: 64, example: '0d9b8a52-3c2e-4f0e-9a5e-5f5f8c3b6a10' })
  @IsOptional()
  @IsString()
  @Matches(/^[\w-]{8,64}$/, { message: '$property must be the id of a request' })
  requestId?: string;

  /** The earliest time, inclusive. */
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  @IsTime()
  since?: string;
}

export class SystemLogEventsQuery extends OmitType(SystemLogQuery, ['limit', 'cursor', 'since'] as const) {}

export class LogLineDto {
  /** Grows with each line of this process. */
  @ApiProperty({ type: 'integer', example: 512 })
  sequence: number;
  /** Null for a line without a readable time. */
  @ApiProperty({ nullable: true, type: String, format: 'date-time' })
  at: string | null;
  @ApiProperty({ enum: LOG_LEVELS, enumName: 'LogLevel' })
  level: LogLevel;
  @ApiProperty({ example: 'Media server changed status' })
  message: string;
  /** Part of SmartPlex that wrote it; null where it does not say. */
  @ApiProperty({ nullable: true, type: String, example: 'ServerRegistry' })
  source: string | null;
  @ApiProperty({ nullable: true, type: String, example: '0d9b8a52-3c2e-4f0e-9a5e-5f5f8c3b6a10' })
  requestId: string | null;
  /** Everything else that the line holds, redacted like the log itself. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { status: 'offline' } })
  fields: Record<string, unknown>;
}

export class SystemLogDto {
  @ApiProperty({ type: [LogLineDto] })
  items: LogLineDto[];
  @ApiProperty({ nullable: true, type: String })
  nextCursor: string | null;
  /** What this process remembers begins here; older lines are where its output goes. Null while there is none. */
  @ApiProperty({ nullable: true, type: String, format: 'date-time' })
  oldestAt: string | null;
}
