import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { AppConfig, productVersion } from '../infra/config';
import { DatabaseProbe } from '../infra/database';
import { ServerRegistry, type PlexServer } from '../plex';
import type { DependencyDto, HealthReportDto } from './health.dto';
import { LibraryAgeQuery } from './metrics/library-age.query';
import { QueueProbe } from './queue-probe';
import { RedisProbe } from './redis-probe';

/** With less room than this a write fails now or in a moment. */
const LEAST_ROOM_BYTES = 1024 * 1024;

type Kind = DependencyDto['kind'];

/** Every dependency as an administrator wants to see it: latency, last good time, version. */
@Injectable()
export class HealthReport {
  private readonly lastGoodAt = new Map<Kind, Date>();

  constructor(
    private readonly config: AppConfig,
    private readonly database: DatabaseProbe,
    private readonly redis: RedisProbe,
    private readonly queue: QueueProbe,
    private readonly servers: ServerRegistry,
    private readonly libraries: LibraryAgeQuery,
  ) {}

  async get(): Promise<HealthReportDto> {
    const own = await Promise.all([
      this.ask('database', () => this.database.version()),
      this.ask('queue', async () => {
        this.queue.ping();
        return null;
      }),
      this.ask('storage', () => this.storage()),
      ...(this.redis.configured ? [this.ask('redis', () => this.askRedis())] : []),
    ]);
    const dependencies = [...own, ...(await this.mediaServers())];
    return { status: worst(dependencies), version: productVersion(), dependencies };
  }

  private async ask(kind: Kind, ping: () => Promise<string | null>): Promise<DependencyDto> {
    const startedAt = performance.now();
    const version = await ping().then(
      (answer) => ({ answer }),
      () => null,
    );
    if (version) this.lastGoodAt.set(kind, new Date());
    return {
      name: kind,
      kind,
      status: version ? 'up' : 'down',
      latencyMs: Math.round((performance.now() - startedAt) * 10) / 10,
      lastGoodAt: this.lastGoodAt.get(kind)?.toISOString() ?? null,
      version: version?.answer ?? null,
    };
  }

  private async askRedis(): Promise<string | null> {
    await this.redis.ping();
    return this.redis.version();
  }

  private async storage(): Promise<null> {
    await mkdir(this.config.dataDir, { recursive: true });
    await access(this.config.dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(this.config.dataDir);
    if (bavail * bsize < LEAST_ROOM_BYTES) throw new Error('The disk is full');
    return null;
  }

  // The registry keeps what the clients see; asking each server here would let one of them slow the page.
  private async mediaServers(): Promise<DependencyDto[]> {
    const [servers, oldest] = await Promise.all([
      this.servers.list().catch(() => []),
      this.libraries.oldestByServer().catch(() => new Map<string, Date>()),
    ]);
    return servers.map((server) => toDependency(server, oldest.get(server.id)));
  }
}

function toDependency(server: PlexServer, oldestSyncAt?: Date): DependencyDto {
  return {
    name: server.name,
    kind: 'plex',
    status: server.status === 'online' ? 'up' : 'degraded',
    latencyMs: null,
    lastGoodAt: server.lastSeenAt ? new Date(server.lastSeenAt).toISOString() : null,
    version: server.version || null,
    oldestSyncAt: oldestSyncAt?.toISOString() ?? null,
  };
}

function worst(dependencies: DependencyDto[]): HealthReportDto['status'] {
  if (dependencies.some(({ status }) => status === 'down')) return 'down';
  return dependencies.some(({ status }) => status === 'degraded') ? 'degraded' : 'up';
}
