import { mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestApp, createTestDatabase, withClockOff, type TestApp, type TestDatabase } from '../../testing';
import { agreeOnKey } from '../../boot/sealing-key';
import { AppConfig } from '../config';
import { encryptionKeys, replaceGeneratedKey, SecretBox, type SealedSecret } from '../crypto';
import { isBackupDue } from './backup-due';
import { LastBackups, type LastBackup } from './last-backup.repository';
import { NightlyBackup } from './nightly-backup';
import { restoreBackup } from './restore.repository';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Of today, in the machine's own zone: no two looks are on both sides of the hour of the night by chance. */
const noon = () => new Date(new Date().setHours(12, 0, 0, 0));

describe('the nightly backup', () => {
  let database: TestDatabase;
  let app: TestApp;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'smartplex-nightly-'));
    database = await createTestDatabase();
    app = await createTestApp({ databaseUrl: database.url, env: { DATA_DIR: folder } });
    await agreeOnKey(app.app.get(AppConfig), { info: () => undefined, warn: () => undefined });
  });

  afterEach(async () => {
    await app.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const look = (at?: Date) => app.app.get(NightlyBackup, { strict: false }).look(at);
  const last = () => app.app.get(LastBackups, { strict: false }).get();
  const files = () => readdirSync(join(folder, 'backups')).sort();
  const age = (name: string, days: number, from: Date) => {
    const time = new Date(from.getTime() - days * DAY_MS);
    utimesSync(join(folder, 'backups', name), time, time);
  };

  it('is made once a night by whoever looks first, readable by nobody else, and told', async () => {
    const now = noon();
    await Promise.all([look(now), look(now), look(new Date(now.getTime() + 1000))]);
    expect(files()).toEqual([expect.stringMatching(/^nightly-\d{8}T\d{6}Z\.backup\.gz$/)]);
    const { size, mode } = statSync(join(folder, 'backups', files()[0]));
    expect([mode & 0o777, statSync(join(folder, 'backups')).mode & 0o777]).toEqual([0o600, 0o700]);
    const { startedAt } = (await last())!;
    expect(await last()).toEqual({
      startedAt,
      outcome: 'succeeded',
      sizeBytes: size,
      errorCode: null,
      succeededAt: startedAt,
    });
  });

  it('is made once where the clocks of processes differ', async () => {
    const before = Date.now();
    await look();
    for (const offsetMs of [HOUR_MS, 0, -HOUR_MS, 0, 10 * DAY_MS, -10 * DAY_MS])
      await withClockOff(offsetMs, () => look());
    expect(files()).toHaveLength(1);
    const startedAt = Date.parse((await last())!.startedAt);
    expect(Math.abs(startedAt - before)).toBeLessThan(60_000);
  });

  it('is made soon after a start where it is overdue; the very first one can wait', async () => {
    const now = noon();
    const soon = (at: Date) => app.app.get(NightlyBackup, { strict: false }).look(at, { overdueOnly: true });
    await soon(now);
    expect(await last()).toBeNull();
    await look(now);
    await soon(new Date(now.getTime() + DAY_MS));
    expect(files()).toHaveLength(2);
  });

  it('makes room for itself, but never by the last good one or one that a person made', async () => {
    const now = noon();
    await look(now);
    const [first] = files();
    writeFileSync(join(folder, 'backups', 'manual-20200101T000000Z.backup.gz'), 'x');
    writeFileSync(join(folder, 'backups', '.nightly-20200101T000000Z.backup.gz.7.draft'), 'x');
    for (const name of files()) age(name, 30, now);
    await look(new Date(now.getTime() + DAY_MS));
    const [, second] = files().reverse();
    expect(files()).toHaveLength(2);
    expect(files()).not.toContain(first);
    expect(files()).toContain('manual-20200101T000000Z.backup.gz');
    expect(second).toMatch(/^manual/);
  });

  it('ends a rotation that was broken off: it needs the new key only', async () => {
    const config = app.app.get(AppConfig);
    await database.database.run(`INSERT INTO plex_accounts (account_id, sealed_token) VALUES (1, $1)`, [
      new SecretBox(encryptionKeys(config)).seal('a token'),
    ]);
    replaceGeneratedKey(config);
    await look(new Date());
    const [next] = encryptionKeys(config);
    const empty = await createTestDatabase();
    try {
      const restored = await restoreBackup(empty.url, join(folder, 'backups', files()[0]), { keys: [next] });
      expect(restored.unreadable).toBe(0);
      const row = await empty.database.row<{ sealed: SealedSecret }>(
        'SELECT sealed_token AS sealed FROM plex_accounts',
      );
      expect(new SecretBox([next]).open(row!.sealed)).toBe('a token');
    } finally {
      await empty.drop();
    }
  });

  it('that fails is told, keeps every older one, and is tried again after an hour', async () => {
    const now = noon();
    await look(now);
    const before = files();
    for (const name of before) age(name, 30, now);
    const good = (await last())!.succeededAt;
    const tomorrow = new Date(now.getTime() + DAY_MS);
    const hidden = join(folder, 'hidden');
    // In the place of the folder there is a file: nothing can be written, whoever we are.
    renameSync(join(folder, 'backups'), hidden);
    writeFileSync(join(folder, 'backups'), '');
    await look(tomorrow);
    expect(await last()).toMatchObject({
      ...{ outcome: 'failed', errorCode: 'folder-unwritable' },
      ...{ sizeBytes: null, succeededAt: good },
    });
    rmSync(join(folder, 'backups'));
    renameSync(hidden, join(folder, 'backups'));
    expect(files()).toEqual(before);
    await look(new Date(tomorrow.getTime() + HOUR_MS / 2));
    expect(files()).toEqual(before);
    await look(new Date(tomorrow.getTime() + 2 * HOUR_MS));
    expect(await last()).toMatchObject({ outcome: 'succeeded' });
    expect(files()).toHaveLength(1);
  });
});

describe('a backup is due', () => {
  const of = (startedAt: Date, outcome: LastBackup['outcome'] = 'succeeded'): LastBackup => ({
    startedAt: startedAt.toISOString(),
    outcome,
    sizeBytes: null,
    errorCode: null,
    succeededAt: null,
  });
  const at = (day: number, hour: number) => new Date(2027, 0, day, hour);

  it.each([
    ['where there was none', null, at(5, 12), true],
    ['after three in the morning', of(at(4, 3)), at(5, 3), true],
    ['not before', of(at(4, 3)), at(5, 2), false],
    ['not twice in a night', of(at(5, 3)), at(5, 23), false],
    ['when the machine slept at night', of(at(4, 3)), at(5, 20), true],
    ['not when the one before was late', of(at(4, 20)), at(5, 2), false],
    ['an hour after one that failed', of(at(5, 3), 'failed'), at(5, 5), true],
    ['not while one is made', of(at(5, 3), 'running'), at(5, 8), false],
    ['when whoever made it is gone', of(at(5, 3), 'running'), at(5, 10), true],
    ['when the clock was put back by days', of(at(7, 3)), at(5, 4), true],
    ['not again when it was put back by an hour', of(at(5, 3)), at(5, 2), false],
    ['not while one is made by a clock that is an hour ahead', of(at(5, 4), 'running'), at(5, 3), false],
    ['the night after a clock that was an hour ahead', of(at(5, 4)), at(6, 3), true],
  ])('%s', (_, last, now, due) => {
    expect(isBackupDue(last, now)).toBe(due);
  });
});
