import { Injectable } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { DatabaseProbe } from '../infra/database';
import type { ReadinessDto } from './health.dto';
import { QueueProbe } from './queue-probe';
import { RedisProbe } from './redis-probe';

/** A probe answers from the last check for this long, so that a flood of them costs nothing. */
const FRESH_MS = 500;

/**
 * What this process itself needs to serve: database, job dispatcher, and Redis where it is set. Plex
 * is never part of it: a media server that is away must not restart a healthy pod.
 */
@Injectable()
export class Readiness {
  private last: { at: number; result: Promise<ReadinessDto> } | null = null;

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: DatabaseProbe,
    private readonly redis: RedisProbe,
    private readonly queue: QueueProbe,
  ) {}

  /** Never rejects. */
  check(): Promise<ReadinessDto> {
    if (!this.last || performance.now() - this.last.at > FRESH_MS)
      this.last = { at: performance.now(), result: this.run() };
    return this.last.result;
  }

  /**
   * HTTP listens only after the migrations. Redis and the queue are none of a start's business: a pod that begins
   * while Redis is away serves reads, and must not be restarted over and over until it comes back. Never rejects.
   */
  async checkStart(): Promise<ReadinessDto> {
    const { error } = await this.check();
    return error?.database ? { status: 'error', error: { database: error.database } } : { status: 'ok' };
  }

  private async run(): Promise<ReadinessDto> {
    const parts = [
      () => this.indicate('database', () => this.database.ping()),
      () => this.indicate('queue', () => this.queue.ping()),
      ...(this.redis.configured ? [() => this.indicate('redis', () => this.redis.ping())] : []),
    ];
    const failed = await this.health.check(parts).then(
      () => ({}),
      (error: { getResponse(): { error?: HealthIndicatorResult } }) => error.getResponse().error ?? {},
    );
    const names = Object.keys(failed);
    if (names.length === 0) return { status: 'ok' };
    // Names only: what the driver says of a failure holds hosts and ports.
    return { status: 'error', error: Object.fromEntries(names.map((name) => [name, { status: 'down' as const }])) };
  }

  private async indicate(name: string, ping: () => Promise<void> | void): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    try {
      await ping();
      return indicator.up();
    } catch {
      return indicator.down();
    }
  }
}
