import { ApiProperty } from '@nestjs/swagger';

export class PoolUseDto {
  /** Connections that are open. */
  @ApiProperty({ type: 'integer', example: 5 })
  open: number;
  @ApiProperty({ type: 'integer', example: 3 })
  idle: number;
  /** Queries that wait for a connection. */
  @ApiProperty({ type: 'integer', example: 0 })
  waiting: number;
  @ApiProperty({ type: 'integer', example: 16 })
  max: number;
}

export class SchemaStateDto {
  /** Name of the newest migration that was applied; null before the first. */
  @ApiProperty({ nullable: true, type: String, example: 'CreatePlays1764100300000' })
  newest: string | null;
  @ApiProperty({ type: 'integer', example: 12 })
  applied: number;
  /** Migrations that this version knows and that were not applied. */
  @ApiProperty({ type: 'integer', example: 0 })
  pending: number;
}

export class SystemDatabaseDto {
  @ApiProperty({ enum: ['up', 'down'] })
  status: 'up' | 'down';
  /** Of PostgreSQL; null while it does not answer, like the other figures. */
  @ApiProperty({ nullable: true, type: String, example: '18.4' })
  version: string | null;
  /** SmartPlex runs it itself under DATA_DIR. */
  embedded: boolean;
  @ApiProperty({ nullable: true, type: 'integer', example: 734003200 })
  sizeBytes: number | null;
  /** Connections of this process. */
  pool: PoolUseDto;
  @ApiProperty({ nullable: true, type: SchemaStateDto })
  schema: SchemaStateDto | null;
}

export class SystemRedisDto {
  @ApiProperty({ enum: ['up', 'down'] })
  status: 'up' | 'down';
  @ApiProperty({ nullable: true, type: String, example: '7.4.1' })
  version: string | null;
}

export class SystemStorageDto {
  /** Free for SmartPlex on the disk of DATA_DIR; null where the system does not tell. */
  @ApiProperty({ nullable: true, type: 'integer', example: 120000000000 })
  freeBytes: number | null;
  /** Size of that disk. */
  @ApiProperty({ nullable: true, type: 'integer', example: 500000000000 })
  totalBytes: number | null;
}

export class SystemProcessDto {
  /** `all` serves and works; `api` and `worker` share the tasks with other processes. */
  @ApiProperty({ enum: ['all', 'api', 'worker'] })
  role: 'all' | 'api' | 'worker';
  @ApiProperty({ type: 'integer', example: 4211 })
  pid: number;
  startedAt: Date;
  @ApiProperty({ type: 'integer', example: 86400000 })
  uptimeMs: number;
  /** Memory that the process holds. */
  @ApiProperty({ type: 'integer', example: 210000000 })
  memoryBytes: number;
}

/** Counted since the process started. */
export class ProcessFiguresDto {
  @ApiProperty({ type: 'integer', example: 5120 })
  requests: number;
  /** Of those, the ones that were answered with 5xx. */
  @ApiProperty({ type: 'integer', example: 3 })
  failedRequests: number;
  /** Calls to plex.tv, media servers and the AI provider. */
  @ApiProperty({ type: 'integer', example: 830 })
  upstreamCalls: number;
  @ApiProperty({ type: 'integer', example: 4 })
  failedUpstreamCalls: number;
  /** Posters that were asked for. */
  @ApiProperty({ type: 'integer', example: 2400 })
  posters: number;
  /** Of those, the ones that were kept already. */
  @ApiProperty({ type: 'integer', example: 2100 })
  postersFromDisk: number;
  /** Tokens that the AI provider counted, or were estimated where it counts none. */
  @ApiProperty({ type: 'integer', example: 18000 })
  aiTokens: number;
  /** How late 99 of 100 turns of the event loop are at most; null until it is measured. */
  @ApiProperty({ nullable: true, type: 'integer', example: 12 })
  eventLoopLagMs: number | null;
}

export class JobCountDto {
  @ApiProperty({ example: 'sync-run' })
  name: string;
  /** `queued` could run now; `planned` is for later. */
  @ApiProperty({ enum: ['planned', 'queued', 'running', 'succeeded', 'failed'] })
  state: 'planned' | 'queued' | 'running' | 'succeeded' | 'failed';
  @ApiProperty({ type: 'integer', example: 2 })
  count: number;
}

export class FailedJobDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ example: 'import-history' })
  name: string;
  /** Code of the problem; `internal` when it was a fault of SmartPlex. */
  @ApiProperty({ example: 'plex-unreachable' })
  errorCode: string;
  /** The same in a sentence; null for a code that says all there is. */
  @ApiProperty({ nullable: true, type: String, example: 'Plex could not be reached.' })
  summary: string | null;
  /** How often it was tried. */
  @ApiProperty({ type: 'integer', example: 5 })
  attempts: number;
  failedAt: Date;
  /** To look for in the log; null for jobs that nobody asked for. */
  @ApiProperty({ nullable: true, type: String, example: '0d9b8a52-3c2e-4f0e-9a5e-5f5f8c3b6a10' })
  requestId: string | null;
}

export class SystemJobsDto {
  /** By kind and state; those that ended are kept for seven days. */
  @ApiProperty({ type: [JobCountDto] })
  counts: JobCountDto[];
  /** Since when the oldest job that could run waits; null when none does. */
  @ApiProperty({ nullable: true, type: Date })
  oldestWaitingAt: Date | null;
  /** The last ten, newest first. */
  @ApiProperty({ type: [FailedJobDto] })
  lastFailures: FailedJobDto[];
}

export class SystemBackupDto {
  startedAt: Date;
  @ApiProperty({ enum: ['running', 'succeeded', 'failed'] })
  outcome: 'running' | 'succeeded' | 'failed';
  /** Of the file; null until there is one. */
  @ApiProperty({ nullable: true, type: 'integer', example: 52000000 })
  sizeBytes: number | null;
  /** Why it failed: `disk-full`, `folder-unwritable`, `database-unavailable`, `internal` or another reason; null when it did not. */
  @ApiProperty({ nullable: true, type: String, example: 'disk-full' })
  errorCode: string | null;
  /** When the newest good one was begun; null before the first. */
  @ApiProperty({ nullable: true, type: Date })
  succeededAt: Date | null;
}

export class SystemDto {
  /** Of SmartPlex. */
  @ApiProperty({ example: '1.0.0' })
  version: string;
  @ApiProperty({ example: '24.1.0' })
  node: string;
  @ApiProperty({ example: 'linux x64' })
  platform: string;
  /** In which times of the schedule are meant. */
  @ApiProperty({ example: 'Europe/Berlin' })
  timeZone: string;
  /** The process that answers; others may share its work. */
  process: SystemProcessDto;
  /** Of that process. */
  figures: ProcessFiguresDto;
  database: SystemDatabaseDto;
  /** Null where REDIS_URL is not set. */
  @ApiProperty({ nullable: true, type: SystemRedisDto })
  redis: SystemRedisDto | null;
  storage: SystemStorageDto;
  /** Null while the database does not answer. */
  @ApiProperty({ nullable: true, type: SystemJobsDto })
  jobs: SystemJobsDto | null;
  /** The last nightly backup; null before the first, where BACKUP_KEEP is 0, and while the database does not answer. */
  @ApiProperty({ nullable: true, type: SystemBackupDto })
  lastBackup: SystemBackupDto | null;
}
