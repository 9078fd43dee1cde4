import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { PageQuery } from '../../common';
import {
  REQUESTED_MODES,
  SYNC_MODES,
  SYNC_STATES,
  SYNC_TRIGGERS,
  type SyncMode,
  type SyncState,
  type SyncTrigger,
} from './sync-run.types';

const RUN_ID = '0192f0c1-7a3e-4b7e-9d53-5f0a4c1d2e3f';
const SERVER_ID = '6b1f0a52-2d3c-4e8f-8a55-1f6f8c9d0e11';
const SECTION_ID = '2f9c5f44-8f0e-4d0f-9a2b-0a7cf3b1c222';

export class StartSyncRunRequest {
  /** Registered server to sync. */
  @ApiProperty({ format: 'uuid', example: SERVER_ID })
  @IsUUID()
  serverId: string;

  /** `full` reads everything and finds what is gone; `incremental` reads what changed since the last complete pass. */
  @ApiProperty({ enum: REQUESTED_MODES, example: 'full' })
  @IsIn(REQUESTED_MODES)
  mode: (typeof REQUESTED_MODES)[number];

  /** Enabled sections of that server; all of them when absent. */
  @ApiPropertyOptional({ type: [String], format: 'uuid', example: [SECTION_ID] })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  sectionIds?: string[];
}

export class SyncRunListQuery extends PageQuery {
  /** Only runs of this server. */
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  serverId?: string;

  /** Only runs in this state. */
  @ApiPropertyOptional({ enum: SYNC_STATES })
  @IsOptional()
  @IsIn(SYNC_STATES)
  state?: SyncState;
}

/** What a run did to one section. */
export class SyncRunSectionDto {
  @ApiProperty({ format: 'uuid', example: SECTION_ID })
  sectionId: string;

  /** Title of the section when the run began. */
  @ApiProperty({ example: 'Films' })
  title: string;

  @ApiProperty({ enum: SYNC_STATES, example: 'succeeded' })
  state: SyncState;

  /** Distinct rows read so far. */
  @ApiProperty({ type: 'integer', example: 100000 })
  seen: number;

  /** Rows that Plex says there are; 0 until asked. */
  @ApiProperty({ type: 'integer', example: 100000 })
  total: number;

  /** Why the section was not read to the end; `removals-held` waits for a person. */
  @ApiProperty({ type: String, nullable: true, example: null })
  errorCode: string | null;
}

/** One pass over the sections of a server. */
export class SyncRunDto {
  @ApiProperty({ format: 'uuid', example: RUN_ID })
  id: string;

  @ApiProperty({ format: 'uuid', example: SERVER_ID })
  serverId: string;

  /** `sweep` listed keys only, to find what is new or gone; the schedule and events start it. */
  @ApiProperty({ enum: SYNC_MODES, example: 'full' })
  mode: SyncMode;

  @ApiProperty({ enum: SYNC_TRIGGERS, example: 'manual' })
  trigger: SyncTrigger;

  @ApiProperty({ enum: SYNC_STATES, example: 'succeeded' })
  state: SyncState;

  @ApiProperty({ format: 'date-time', example: '2026-11-23T20:00:00.000Z' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-23T20:00:00.120Z' })
  startedAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-23T20:00:09.480Z' })
  finishedAt: string | null;

  /** Distinct rows read so far, over all sections. */
  @ApiProperty({ type: 'integer', example: 100000 })
  itemsSeen: number;

  /** Rows that Plex says there are, as far as it was asked. */
  @ApiProperty({ type: 'integer', example: 100000 })
  itemsTotal: number;

  /** Rows that were not there before. */
  @ApiProperty({ type: 'integer', example: 12 })
  itemsAdded: number;

  /** Rows that changed, or came back after they had been gone. */
  @ApiProperty({ type: 'integer', example: 5 })
  itemsUpdated: number;

  /** Rows that Plex confirmed to be gone. */
  @ApiProperty({ type: 'integer', example: 1 })
  itemsRemoved: number;

  /** Why the run did not succeed: a code of a section, or of the run as a whole. */
  @ApiProperty({ type: String, nullable: true, example: null })
  errorCode: string | null;

  /** Id of the user who asked for the run; null for those that nobody asked for. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: null })
  requestedBy: string | null;

  @ApiProperty({ type: [SyncRunSectionDto] })
  sections: SyncRunSectionDto[];
}

/** One page of runs, newest first. */
export class SyncRunPageDto {
  @ApiProperty({ type: [SyncRunDto] })
  items: SyncRunDto[];

  /** Cursor of the next page; null on the last one. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

/** What a `run` event of the stream carries. */
export class SyncRunEventDto extends SyncRunDto {
  /** Rows a second over the last ten seconds; null while nothing was measured. */
  @ApiProperty({ type: Number, nullable: true, example: 11200 })
  itemsPerSecond: number | null;

  /** Time left by that rate, in ms; null while unknown. */
  @ApiProperty({ type: Number, nullable: true, example: 4200 })
  etaMs: number | null;
}
