import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { PlexServerRepository } from './plex-server.repository';

describe('a registered server', () => {
  let test: TestDatabase;

  beforeEach(async () => {
    test = await createTestDatabase();
    await test.database.run(`INSERT INTO plex_accounts (account_id, sealed_token) VALUES (501, 'x')`);
  });

  afterEach(() => test.drop());

  it('is removed although a sync that writes its library gets in the way', async () => {
    const { database } = test;
    const server = await database.row<{ id: string }>(
      `INSERT INTO plex_servers (machine_identifier, name, owned, uri, sealed_token, owner_account_id)
       VALUES ('m', 'Media server', true, 'http://127.0.0.1:1', 'x', 501) RETURNING id`,
    );
    const { id } = server!;
    await database.run(
      `INSERT INTO library_sections (server_id, key, title, type, enabled) VALUES ($1, '1', 'Films', 'movie', true)`,
      [id],
    );
    let removed: Promise<boolean> | undefined;
    await database.transaction(async (sql) => {
      // The removal is to be the one that PostgreSQL sacrifices.
      await sql.run(`SET LOCAL deadlock_timeout = '1min'`);
      await sql.run('UPDATE library_sections SET writes_to_sum = writes_to_sum + 1');
      removed = new PlexServerRepository(database).delete(id);
      removed.catch(() => undefined);
      await sleep(500);
      await sql.run('SELECT FROM plex_servers WHERE id = $1 FOR KEY SHARE', [id]);
    });
    expect(await removed).toBe(true);
    expect(await database.rows('SELECT id FROM library_sections')).toEqual([]);
  });
});
