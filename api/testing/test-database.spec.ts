import { createTestDatabase } from './test-database';

describe('the test database', () => {
  it('is migrated, empty and nobody else’s', async () => {
    const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await first.database.run(`INSERT INTO settings (name, value) VALUES ('mine', '1')`);
    expect(await second.database.rows('SELECT name FROM settings')).toEqual([]);
    expect(await first.database.row<{ version: string }>('SHOW server_version')).toMatchObject({});
    await Promise.all([first.drop(), second.drop()]);
  });
});
