import { setTimeout as sleep } from 'node:timers/promises';
import {
  createTestDatabase,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type TestDatabase,
} from '../../testing';
import { SyncHarness } from './sync-harness';

/** A media server of the emulator's that is synced and listened to. */
export class PushSpec {
  test: TestDatabase;
  emulator: Emulator;
  harness: SyncHarness;
  serverId: string;

  async start(options: EmulatorOptions): Promise<void> {
    this.emulator = await startEmulator({
      movies: 60,
      shows: 6,
      artists: 2,
      plays: 10,
      epoch: '2026-01-01',
      ...options,
    });
    this.test = await createTestDatabase();
    this.harness = await this.process();
    this.serverId = await this.harness.register(this.emulator.servers[0]);
    await this.connected();
    const run = await this.harness.run(this.serverId);
    if (run.state !== 'succeeded') throw new Error(JSON.stringify(run));
  }

  async stop(): Promise<void> {
    await this.harness.stop();
    await this.emulator.stop();
    await this.test.drop();
  }

  /** Another process at the same database. */
  process(): Promise<SyncHarness> {
    return SyncHarness.start(this.test.url, this.harness?.dataDir, { push: true });
  }

  /** Waits until a process hears the server. */
  connected(): Promise<void> {
    return this.until(async () => (await this.listeners()) === 1 && (await this.stream())?.state === 'connected');
  }

  async stream(): Promise<{ owner: string; state: string; leaseUntil: Date } | null> {
    return this.test.database.row(
      `SELECT owner, state, lease_until AS "leaseUntil" FROM sync_streams WHERE lease_until > now()`,
    );
  }

  async listeners(): Promise<number> {
    const response = await fetch(`${this.emulator.control}/push`);
    return ((await response.json()) as { listeners: number }).listeners;
  }

  call<T = Record<string, unknown>>(path: string, body: unknown): Promise<T> {
    return this.emulator.call(path, body) as Promise<T>;
  }

  async item(ratingKey: string): Promise<Record<string, unknown> | null> {
    return this.test.database.row('SELECT * FROM media_items WHERE rating_key = $1', [ratingKey]);
  }

  async isLive(ratingKey: string): Promise<boolean> {
    const item = await this.item(ratingKey);
    return item !== null && item.deleted_at === null;
  }

  runs(where = 'true'): Promise<{ id: string; mode: string; trigger: string; state: string; error_code: string }[]> {
    return this.test.database.rows(`SELECT * FROM sync_runs WHERE ${where} ORDER BY created_at`);
  }

  async waiting(): Promise<number> {
    const row = await this.test.database.row<{ count: number }>('SELECT count(*)::int AS count FROM sync_changes');
    return row!.count;
  }

  async until(holds: () => Promise<boolean>, timeoutMs = 30_000): Promise<void> {
    for (const deadline = Date.now() + timeoutMs; !(await holds()); await sleep(50))
      if (Date.now() > deadline) throw new Error('It never came to be');
  }

  /** Keys that the server has, as the control API tells them. */
  async truth(query = ''): Promise<string[]> {
    const response = await fetch(`${this.emulator.control}/truth${query}`);
    const rows = (await response.text()).split('\n').filter(Boolean);
    return rows.map((row) => String((JSON.parse(row) as { ratingKey: string }).ratingKey)).sort();
  }

  async keys(): Promise<string[]> {
    return Object.values(await this.harness.keys())
      .flat()
      .sort();
  }

  /** Fails where a sum is not what the rows below make it. */
  async expectExactSums(): Promise<void> {
    const sections = await this.test.database.rows(
      `SELECT s.title, s.item_count, s.leaf_count, s.size_bytes,
         (SELECT count(*)::int FROM media_items i WHERE i.section_id = s.id AND i.deleted_at IS NULL AND i.available
          AND i.type IN ('movie', 'show', 'artist')) AS items,
         (SELECT count(*)::int FROM media_items i WHERE i.section_id = s.id AND i.deleted_at IS NULL AND i.available
          AND i.type IN ('movie', 'episode', 'track')) AS leaves,
         (SELECT COALESCE(sum(bytes), 0)::bigint FROM (
            SELECT max(p.size_bytes) AS bytes FROM media_items i JOIN media_parts p ON p.item_id = i.id
            WHERE i.section_id = s.id AND i.deleted_at IS NULL AND i.available AND NOT p.optimized
              AND p.size_bytes IS NOT NULL
            GROUP BY COALESCE(p.file, p.item_id || '/' || p.version_index || '/' || p.part_index)) f) AS bytes
       FROM library_sections s`,
    );
    for (const { title, item_count, leaf_count, size_bytes, items, leaves, bytes } of sections)
      expect({ title, sums: [item_count, leaf_count, size_bytes] }).toEqual({ title, sums: [items, leaves, bytes] });
    const wrong = await this.test.database.rows(
      `SELECT c.rating_key FROM media_items c WHERE c.deleted_at IS NULL AND c.type NOT IN ('movie', 'episode', 'track')
       AND c.size_bytes IS DISTINCT FROM (
         SELECT sum(bytes)::bigint FROM (
           SELECT max(p.size_bytes) AS bytes FROM media_items i JOIN media_parts p ON p.item_id = i.id
           WHERE (i.parent_id = c.id OR i.grandparent_id = c.id) AND i.deleted_at IS NULL AND i.available
             AND NOT p.optimized AND p.size_bytes IS NOT NULL AND i.type IN ('episode', 'track')
           GROUP BY COALESCE(p.file, p.item_id || '/' || p.version_index || '/' || p.part_index)) f)`,
    );
    expect(wrong).toEqual([]);
  }
}

export function usePush(options: EmulatorOptions = {}): PushSpec {
  const spec = new PushSpec();
  beforeEach(() => spec.start(options));
  afterEach(() => spec.stop());
  return spec;
}
