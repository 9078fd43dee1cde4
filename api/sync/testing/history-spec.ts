import { setTimeout as sleep } from 'node:timers/promises';
import {
  createTestDatabase,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type TestDatabase,
} from '../../testing';
import { HistoryImportRepository } from '../history/history-import.repository';
import { HistoryImport } from '../history/history-import';
import { SyncHarness } from './sync-harness';

/** How a play stands at the server, whatever the wire shows. */
export interface TruePlay {
  historyKey: string;
  ratingKey: string | null;
  localAccountId: number;
  viewedAt: number;
}

/** The plex.tv account that registered the server in the harness: what account 1 is to us. */
export const OWNER = '501';

/** A synced media server of the emulator's, whose history can be imported at once. */
export class HistorySpec {
  test: TestDatabase;
  emulator: Emulator;
  harness: SyncHarness;
  serverId: string;

  async start(options: EmulatorOptions): Promise<void> {
    this.emulator = await startEmulator({ movies: 60, shows: 12, artists: 3, plays: 2500, ...options });
    this.test = await createTestDatabase();
    this.harness = await SyncHarness.start(this.test.url);
    this.serverId = await this.register(0);
    await this.sync();
  }

  async stop(): Promise<void> {
    await this.harness.stop();
    await this.emulator.stop();
    await this.test.drop();
  }

  /** Registers a server of the emulator with its three sections. */
  async register(index: number): Promise<string> {
    return this.harness.register(this.emulator.servers[index]);
  }

  /** A full run, and the import that follows it. */
  async sync(serverId = this.serverId): Promise<void> {
    const before = (await this.jobs()).known;
    const run = await this.harness.run(serverId);
    if (run.state !== 'succeeded') throw new Error(JSON.stringify(run));
    // The run is over a moment before the import is asked for.
    await this.until(async () => {
      const { known, open } = await this.jobs();
      return known > before && open === 0;
    });
  }

  /** Imports as the job does. */
  async import(serverId = this.serverId) {
    const owner = { id: serverId, ownerAccountId: OWNER };
    return this.harness.module.get(HistoryImport).run(owner, new AbortController().signal);
  }

  get imports(): HistoryImportRepository {
    return this.harness.module.get(HistoryImportRepository);
  }

  async until(holds: () => Promise<boolean>): Promise<void> {
    for (let tried = 0; tried < 400; tried++) {
      if (await holds()) return;
      await sleep(25);
    }
    throw new Error('It never came to be');
  }

  private async jobs(): Promise<{ known: number; open: number }> {
    const row = await this.test.database.row<{ known: number; open: number }>(
      `SELECT count(*)::int AS known, (count(*) FILTER (WHERE state IN ('queued', 'running')))::int AS open
       FROM jobs WHERE name = 'import-history'`,
    );
    return row!;
  }

  async truth(server = 0): Promise<TruePlay[]> {
    const response = await fetch(`${this.emulator.control}/truth/plays?server=${server}`);
    return (await response.text())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as TruePlay);
  }

  async plays(where = 'true'): Promise<Record<string, string | number | Date | null>[]> {
    return this.test.database.rows(`SELECT * FROM plays WHERE ${where} ORDER BY server_id, history_key`);
  }

  async count(where = 'true'): Promise<number> {
    const text = `SELECT count(*)::int AS count FROM plays p WHERE ${where}`;
    return (await this.test.database.row<{ count: number }>(text))!.count;
  }

  async itemId(ratingKey: string): Promise<string> {
    const row = await this.test.database.row<{ id: string }>(
      'SELECT id FROM media_items WHERE server_id = $1 AND rating_key = $2',
      [this.serverId, ratingKey],
    );
    return row!.id;
  }
}

export function useHistory(options: EmulatorOptions = {}): HistorySpec {
  const spec = new HistorySpec();
  beforeEach(() => spec.start(options));
  afterEach(() => spec.stop());
  return spec;
}
