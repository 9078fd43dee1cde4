import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';

/**
 * Advisory lock of whoever changes the schema; whoever needs it to stay shares it. Any number will do as long as
 * every SmartPlex uses the same.
 */
const MIGRATION_LOCK = 7_452_689_031;
const ASK_EVERY_MS = 200;

/**
 * Takes the lock for as long as the connection lives, however long that takes. It is asked for again and again: a
 * statement that waits for it is a transaction that an index made meanwhile would wait for.
 */
export async function holdMigrationLock(client: ClientBase, { shared = false } = {}): Promise<void> {
  const statement = `SELECT pg_try_advisory_lock${shared ? '_shared' : ''}($1) AS held`;
  for (;;) {
    const { rows } = await client.query<{ held: boolean }>(statement, [MIGRATION_LOCK]);
    if (rows[0].held) return;
    await sleep(ASK_EVERY_MS);
  }
}
