import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Test, type TestingModule } from '@nestjs/testing';
import { BroadcastModule } from '../../infra/broadcast';
import { AppConfig, ConfigModule, readEnvironment } from '../../infra/config';
import { CryptoModule, SecretBox } from '../../infra/crypto';
import { Database, DatabaseModule } from '../../infra/database';
import { LoggingModule } from '../../infra/logging';
import { ProblemModule } from '../../infra/problem';
import { QueueModule } from '../../infra/queue';
import { LibraryModule } from '../../library';
import { PlexModule } from '../../plex';
import { SyncModule, SyncService, type SyncRequest } from '..';
import { PushSwitch } from '../push/push-switch';
import { RunSessions } from '../run/run-sessions';
import type { SyncRunDto } from '../run/sync-run.dto';

const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];

export interface HarnessOptions {
  /** Listens to registered servers, which starts runs of its own. */
  push?: boolean | 'as-scheduled';
  env?: Record<string, string>;
}

/** Everything that a sync needs, without HTTP, sign-in and web. */
export class SyncHarness {
  private constructor(
    readonly module: TestingModule,
    readonly database: Database,
    readonly sync: SyncService,
    readonly dataDir: string,
  ) {}

  static async start(
    databaseUrl: string,
    dataDir = mkdtempSync(join(tmpdir(), 'smartplex-sync-')),
    { push = false, env = {} }: HarnessOptions = {},
  ): Promise<SyncHarness> {
    const settings = {
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      PLEX_TIMEOUT_MS: '1500',
      // A server that does not answer is looked for there: nobody may be asked outside of this machine.
      PLEX_TV_URL: 'http://127.0.0.1:9',
      PORT: '3999',
      ...env,
    };
    const config = new AppConfig(readEnvironment(settings), databaseUrl);
    const builder = Test.createTestingModule({
      imports: [
        ConfigModule.register(config),
        LoggingModule.register(),
        DatabaseModule,
        CryptoModule,
        BroadcastModule.register(config),
        QueueModule.register(config),
        ProblemModule,
        PlexModule,
        LibraryModule,
        SyncModule,
      ],
    });
    if (push !== 'as-scheduled') builder.overrideProvider(PushSwitch).useValue({ isOn: () => Promise.resolve(push) });
    const module = await builder.compile();
    module.enableShutdownHooks([]);
    await module.init();
    // Long enough to be patient, short enough for a spec.
    module.get(RunSessions).patienceMs = 1_000;
    return new SyncHarness(module, module.get(Database), module.get(SyncService), dataDir);
  }

  /** As a SIGTERM would. The data directory stays when another start is to follow. */
  async stop({ keepData = false } = {}): Promise<void> {
    await this.module.close();
    if (!keepData) rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Registers a media server as the set-up pages would, and answers its id. */
  async register(server: { machineIdentifier: string; uri: string; token: string }): Promise<string> {
    const sealed = this.module.get(SecretBox).seal(server.token);
    await this.database.run(
      `INSERT INTO plex_accounts (account_id, sealed_token) VALUES (501, $1) ON CONFLICT DO NOTHING`,
      [sealed],
    );
    const row = await this.database.row<{ id: string }>(
      `INSERT INTO plex_servers (machine_identifier, name, owned, uri, sealed_token, owner_account_id)
       VALUES ($1, 'Media server', true, $2, $3, 501) RETURNING id`,
      [server.machineIdentifier, server.uri, sealed],
    );
    return row!.id;
  }

  start(serverId: string, request: Partial<SyncRequest> = {}): Promise<SyncRunDto> {
    return this.sync.start({ serverId, mode: 'full', trigger: 'manual', requestedBy: null, ...request });
  }

  async run(serverId: string, request: Partial<SyncRequest> = {}): Promise<SyncRunDto> {
    return this.ended((await this.start(serverId, request)).id);
  }

  /** Waits until the run is over. */
  async ended(runId: string, timeoutMs = 60_000): Promise<SyncRunDto> {
    return this.until(runId, (run) => FINAL.includes(run.state), timeoutMs);
  }

  async until(runId: string, holds: (run: SyncRunDto) => boolean, timeoutMs = 30_000): Promise<SyncRunDto> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      // A spec may have taken the database away on purpose.
      const run = await this.sync.get(runId).catch(() => null);
      if (run && holds(run)) return run;
      if (Date.now() > deadline) throw new Error(`The run is still like this: ${JSON.stringify(run)}`);
      await sleep(25);
    }
  }

  /** How long a run took to end after it was asked to. */
  async stoppingMs(runId: string): Promise<number> {
    return (await this.database.row<{ ms: number }>(
      `SELECT (extract(epoch FROM finished_at - cancel_requested_at) * 1000)::float8 AS ms FROM sync_runs WHERE id = $1`,
      [runId],
    ))!.ms;
  }

  /** Keys of the items that are not gone, by type. */
  async keys(): Promise<Record<string, string[]>> {
    const rows = await this.database.rows<{ type: string; keys: string[] }>(
      `SELECT type, array_agg(rating_key ORDER BY rating_key) AS keys FROM media_items
       WHERE deleted_at IS NULL GROUP BY type`,
    );
    return Object.fromEntries(rows.map(({ type, keys }) => [type, keys]));
  }

  async count(where: string): Promise<number> {
    return (await this.database.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM media_items WHERE ${where}`,
    ))!.count;
  }

  /** Where every row of the library physically is: a row that was written again has moved. */
  async physicalRows(): Promise<string> {
    const row = await this.database.row<{ print: string }>(
      `SELECT md5(string_agg(ctid::text || xmin::text, ',' ORDER BY id)) ||
              (SELECT COALESCE(md5(string_agg(ctid::text || xmin::text, ',' ORDER BY item_id, version_index, part_index)), '')
               FROM media_parts) AS print
       FROM media_items`,
    );
    return row!.print;
  }
}
