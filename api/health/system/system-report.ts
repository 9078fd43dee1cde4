import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { withinTime } from '../../common';
import { AppConfig, productVersion } from '../../infra/config';
import { Database, SchemaState } from '../../infra/database';
import { JobReport } from '../../infra/queue';
import { RedisProbe } from '../redis-probe';
import { failureWords } from './failure-words';
import { processFigures } from './process-figures';
import type {
  SystemBackupDto,
  SystemDatabaseDto,
  SystemDto,
  SystemJobsDto,
  SystemRedisDto,
  SystemStorageDto,
} from './system.dto';
import { SystemQuery } from './system.query';

/** A part that does not answer in this time is told to be down. */
const PATIENCE_MS = 5_000;

/** What an administrator wants to know about the machinery. Never rejects because a part of it is away. */
@Injectable()
export class SystemReport {
  constructor(
    private readonly config: AppConfig,
    private readonly database: Database,
    private readonly schema: SchemaState,
    private readonly query: SystemQuery,
    private readonly jobs: JobReport,
    private readonly redis: RedisProbe,
  ) {}

  async get(): Promise<SystemDto> {
    const [figures, database, redis, storage, jobs, lastBackup] = await Promise.all([
      processFigures(),
      this.describeDatabase(),
      this.redis.configured ? this.describeRedis() : null,
      this.describeStorage(),
      orNull(this.describeJobs()),
      orNull(this.describeBackup()),
    ]);
    return { ...this.describeSelf(), figures, database, redis, storage, jobs, lastBackup };
  }

  private describeSelf() {
    const uptimeMs = Math.round(process.uptime() * 1000);
    return {
      version: productVersion(),
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      process: {
        role: this.config.role,
        pid: process.pid,
        startedAt: new Date(Date.now() - uptimeMs),
        uptimeMs,
        memoryBytes: process.memoryUsage.rss(),
      },
    };
  }

  private async describeDatabase(): Promise<SystemDatabaseDto> {
    const [facts, schema] = await Promise.all([orNull(this.query.facts()), orNull(this.schema.get())]);
    return {
      status: facts ? 'up' : 'down',
      version: facts?.version ?? null,
      embedded: this.config.databaseEmbedded,
      sizeBytes: facts?.sizeBytes ?? null,
      pool: this.database.poolUse,
      schema: schema && {
        newest: schema.applied.at(-1) ?? null,
        applied: schema.applied.length,
        pending: schema.pending.length,
      },
    };
  }

  private async describeRedis(): Promise<SystemRedisDto> {
    const version = await orNull(this.redis.ping().then(() => this.redis.version()));
    return { status: version === null ? 'down' : 'up', version };
  }

  private async describeStorage(): Promise<SystemStorageDto> {
    const disk = await orNull(statfs(this.config.dataDir));
    return {
      freeBytes: disk && disk.bavail * disk.bsize,
      totalBytes: disk && disk.blocks * disk.bsize,
    };
  }

  private async describeBackup(): Promise<SystemBackupDto | null> {
    const last = await this.query.lastBackup();
    if (!last) return null;
    const { startedAt, succeededAt, outcome, sizeBytes, errorCode } = last;
    return {
      startedAt: new Date(startedAt),
      outcome,
      sizeBytes,
      errorCode,
      succeededAt: succeededAt === null ? null : new Date(succeededAt),
    };
  }

  private async describeJobs(): Promise<SystemJobsDto> {
    const { counts, oldestWaitingAt, lastFailures } = await this.jobs.get();
    return {
      counts,
      oldestWaitingAt,
      lastFailures: lastFailures.map((job) => ({ ...job, summary: failureWords(job.errorCode) })),
    };
  }
}

function orNull<T>(work: Promise<T>): Promise<T | null> {
  return withinTime<T | null>(
    work.catch(() => null),
    PATIENCE_MS,
    () => null,
  );
}
