import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, testPort, type TestDatabase } from '../testing';
import { runSource } from '../testing/source-process';

jest.setTimeout(120_000);

/** Stands in for a fault of ours that nobody catches. */
const FAULTS = `process.once('SIGUSR2', () => {
  Promise.reject(new Error('rejected, token=abcdef'));
  setTimeout(() => { throw new Error('thrown'); }, 200);
});`;

describe('what nobody caught', () => {
  let database: TestDatabase;
  let home: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    home = mkdtempSync(join(tmpdir(), 'smartplex-uncaught-'));
  });

  afterEach(async () => {
    await database.drop();
    rmSync(home, { recursive: true, force: true });
  });

  it('is a line of the log like any other where a machine reads it, and told without secrets', async () => {
    const faults = join(home, 'faults.cjs');
    writeFileSync(faults, FAULTS);
    const product = runSource('api/main.ts', [], {
      ...{ DATABASE_URL: database.url, DATA_DIR: join(home, 'data'), PORT: String(await testPort()) },
      ...{ LOG_FORMAT: 'json', LOG_LEVEL: 'warn', NODE_OPTIONS: `--require=${faults}` },
    });
    await product.until(/SmartPlex is ready/, 90_000);
    product.kill('SIGUSR2');
    expect((await product.exited).code).toBe(70);
    expect(product.stderr()).toBe('');
    const lines = product.stdout().trim().split('\n');
    const told = lines.map((line) => JSON.parse(line) as { level: string; msg: string; err?: { stack: string } });
    expect(told[0].msg).toMatch(/^SmartPlex is ready: http\S+setup\?code=[\w-]{20,} \(version \S+\)$/);
    expect(told.filter(({ level }) => level === 'fatal')).toEqual([
      expect.objectContaining({
        msg: 'SmartPlex: unhandled rejection',
        err: expect.objectContaining({ stack: expect.stringContaining('rejected, token=[redacted]') }),
      }),
      expect.objectContaining({
        msg: 'SmartPlex ends after an error that nobody caught',
        err: expect.objectContaining({ stack: expect.stringContaining('thrown') }),
      }),
    ]);
  });
});
