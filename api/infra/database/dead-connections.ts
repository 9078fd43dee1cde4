import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { Client, Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { DatabaseProbe } from './database-probe';
import { poolOf } from './pool';

const LOOK_EVERY_MS = 5_000;

/** The marks that pg sets on a client and does not type. */
type Marked = Client & { processID: number | null; readyForQuery?: boolean };

/**
 * Ends connections whose statement nobody will ever answer: after a failover, or when whatever stands between forgot
 * the connection without a word, nothing on the socket tells, and each keeps one place of the pool. Statements have no
 * limit in time, since jobs have long ones; but the server can be asked, over a new connection, who works for us.
 */
@Injectable()
export class DeadConnections implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly pool: Pool;
  private readonly taken = new Set<Marked>();
  /** What was seen of those that the server did not work for, at the last look. */
  private suspects = new Map<Marked, string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    private readonly probe: DatabaseProbe,
    @InjectPinoLogger(DeadConnections.name) private readonly logger: PinoLogger,
  ) {
    this.pool = poolOf(dataSource);
    this.pool.on('acquire', (client) => this.taken.add(client as unknown as Marked));
    this.pool.on('release', (_, client) => this.taken.delete(client as unknown as Marked));
  }

  onApplicationBootstrap(): void {
    const again = () => {
      this.timer = setTimeout(() => void this.look().finally(again), LOOK_EVERY_MS).unref();
    };
    again();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  /** Ends what was as idle at the last look as it is now. */
  async look(): Promise<void> {
    const waiting = [...this.taken].filter(({ readyForQuery }) => readyForQuery === false);
    const states = waiting.length === 0 ? null : await this.probe.backends(waiting.map(pidOf)).catch(() => null);
    const before = this.suspects;
    this.suspects = new Map();
    if (!states) return;
    for (const client of waiting) {
      const state = states.get(pidOf(client));
      if (state?.working || !this.taken.has(client)) continue;
      const seen = state?.since ?? 'never heard of';
      if (before.get(client) === seen) this.end(client, seen);
      else this.suspects.set(client, seen);
    }
  }

  /** The statement fails as at any loss of the database, and the pool opens another connection in its place. */
  private end(client: Marked, idleSince: string): void {
    this.taken.delete(client);
    this.logger.warn({ backend: pidOf(client), idleSince }, 'A dead connection to the database is given up');
    void client.end().catch(() => undefined);
  }
}

const pidOf = ({ processID }: Marked): number => processID ?? 0;
