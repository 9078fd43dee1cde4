import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsInt, Matches, Max, Min, ValidateIf } from 'class-validator';
import { SYNC_MODES, type SyncMode } from '../run/sync-run.types';

const HOURS_AND_MINUTES = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Absent means "leave it"; null is refused like any other value that is none. */
const IfPresent = () => ValidateIf((_, value) => value !== undefined);

export class PlannedRunDto {
  @ApiProperty({ format: 'uuid', example: '2f9b7e3a-0c1d-4c55-8f64-0a1b2c3d4e5f' })
  serverId: string;

  @ApiProperty({ enum: SYNC_MODES, example: 'incremental' })
  mode: SyncMode;

  /** When it starts; it waits where another sync of the server runs then. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T03:41:12.000Z' })
  at: string;
}

/** When servers are synced by themselves. */
export class SyncScheduleDto {
  /** Whether servers are listened to, so that changes show within a minute. */
  @ApiProperty({ example: true })
  push: boolean;

  /** How often changes are looked for. While a server is not listened to it is every four minutes at least. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1440, example: 15 })
  incrementalMinutes: number;

  /** When all keys are compared each night: `HH:MM` in the time zone of the process that schedules (`TZ`). */
  @ApiProperty({ pattern: HOURS_AND_MINUTES.source, example: '03:30' })
  keySweepAt: string;

  /** On this day, 0 (Sunday) to 6, everything is read in place of the keys. */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 6, example: 0 })
  fullSweepWeekday: number;

  /** Of each server and mode, soonest first. A server that was never synced has none: its first sync is asked for. */
  @ApiProperty({ type: [PlannedRunDto] })
  nextRuns: PlannedRunDto[];
}

/** What is absent stays as it is. */
export class UpdateSyncScheduleRequest {
  @ApiPropertyOptional({ type: Boolean, example: true })
  @IfPresent()
  @IsBoolean({ message: 'must be true or false' })
  push?: boolean;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1440, example: 15 })
  @IfPresent()
  @IsInt({ message: 'must be a whole number of minutes from 1 to 1440' })
  @Min(1, { message: 'must be a whole number of minutes from 1 to 1440' })
  @Max(1440, { message: 'must be a whole number of minutes from 1 to 1440' })
  incrementalMinutes?: number;

  @ApiPropertyOptional({ type: String, pattern: HOURS_AND_MINUTES.source, example: '03:30' })
  @IfPresent()
  @Matches(HOURS_AND_MINUTES, { message: 'must be a time of day from 00:00 to 23:59, written HH:MM' })
  keySweepAt?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 6, example: 0 })
  @IfPresent()
  @IsInt({ message: 'must be a whole number from 0 (Sunday) to 6' })
  @Min(0, { message: 'must be a whole number from 0 (Sunday) to 6' })
  @Max(6, { message: 'must be a whole number from 0 (Sunday) to 6' })
  fullSweepWeekday?: number;

  /** Ignored: what was read may be sent back as a whole. */
  @ApiPropertyOptional({ type: [PlannedRunDto] })
  @IfPresent()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(300, { message: 'must hold at most 300 runs' })
  nextRuns?: unknown[];
}
