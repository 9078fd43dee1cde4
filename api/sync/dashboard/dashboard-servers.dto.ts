import { ApiProperty } from '@nestjs/swagger';
import { SYNC_MODES, SYNC_STATES, type SyncMode, type SyncState } from '../run/sync-run.types';

const bytes = { type: 'integer', format: 'int64', example: 5_120_000_000_000 } as const;
const count = { type: 'integer', example: 1240 } as const;
const time = { nullable: true, type: String, format: 'date-time' } as const;

/** Figures of a server at the end of one day, as they were known then. */
export class SizePointDto {
  /** A day of UTC; the last one is today, as it is so far. */
  @ApiProperty({ format: 'date', example: '2026-03-01' })
  date: string;

  @ApiProperty(bytes)
  sizeBytes: number;

  /** Movies, shows, artists. */
  @ApiProperty(count)
  itemCount: number;

  /** Movies, episodes, tracks. */
  @ApiProperty(count)
  leafCount: number;

  /** Not measured on that day, but told from when that which is there now was added: what was removed since is missing in it. */
  derived: boolean;
}

/** Where the size is likely to be: with 95 of 100 chances between `lowBytes` and `highBytes`, if it goes on as it did. */
export class ForecastPointDto {
  /** Days from today. */
  @ApiProperty({ enum: [30, 90], example: 30 })
  inDays: number;

  @ApiProperty({ format: 'date', example: '2026-03-31' })
  date: string;

  @ApiProperty(bytes)
  sizeBytes: number;

  @ApiProperty(bytes)
  lowBytes: number;

  @ApiProperty(bytes)
  highBytes: number;
}

/** A straight line through the days that were measured. */
export class SizeForecastDto {
  /** Measured days that it rests on: 14 at least. */
  @ApiProperty({ type: 'integer', minimum: 14, example: 60 })
  days: number;

  /** Negative where the server shrinks. */
  @ApiProperty({ type: Number, example: 12_000_000_000.5 })
  bytesPerDay: number;

  /** In 30 and in 90 days. */
  points: ForecastPointDto[];
}

export class LastSyncDto {
  @ApiProperty({ format: 'uuid' })
  runId: string;

  @ApiProperty({ enum: SYNC_MODES, example: 'incremental' })
  mode: SyncMode;

  @ApiProperty({ enum: SYNC_STATES, example: 'succeeded' })
  state: SyncState;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  /** Null while it goes on. */
  @ApiProperty(time)
  finishedAt: string | null;

  @ApiProperty({ nullable: true, type: String, example: null })
  errorCode: string | null;
}

export class NextSyncDto {
  @ApiProperty({ enum: SYNC_MODES, example: 'incremental' })
  mode: SyncMode;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

export class DashboardServerDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'Attic' })
  name: string;

  @ApiProperty({ example: '1.41.3.9314' })
  version: string;

  @ApiProperty({ enum: ['online', 'offline', 'unauthorized'], enumName: 'PlexServerStatus', example: 'online' })
  status: 'online' | 'offline' | 'unauthorized';

  /** When the server last answered. */
  @ApiProperty(time)
  lastSeenAt: string | null;

  /** Whether changes are heard at once; else they are looked for every few minutes. */
  listening: boolean;

  /** The newest run, also one that goes on; null before the first. */
  @ApiProperty({ nullable: true, type: LastSyncDto })
  lastSync: LastSyncDto | null;

  /** The next run by the schedule; null while none is planned, as before a person's first. */
  @ApiProperty({ nullable: true, type: NextSyncDto })
  nextSync: NextSyncDto | null;

  /** Libraries that are synced. */
  @ApiProperty({ type: 'integer', example: 4 })
  sectionCount: number;

  /** Movies, shows, artists; null while no library was read to its end. */
  @ApiProperty({ ...count, nullable: true })
  itemCount: number | null;

  /** Movies, episodes, tracks; null while no library was read to its end. */
  @ApiProperty({ ...count, nullable: true })
  leafCount: number | null;

  /** Null while no library was read to its end. */
  @ApiProperty({ ...bytes, nullable: true })
  sizeBytes: number | null;

  /** 90 days, oldest first; fewer where less is known, none before the first sync. */
  growth: SizePointDto[];

  /** Null where fewer than 14 days were measured. */
  @ApiProperty({ nullable: true, type: SizeForecastDto })
  forecast: SizeForecastDto | null;
}

export class DashboardServersDto {
  /** By name. */
  items: DashboardServerDto[];

  /** Always null: every server is in this answer. */
  @ApiProperty({ nullable: true, type: String, example: null })
  nextCursor: string | null;
}
