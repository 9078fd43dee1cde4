import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testPort } from '../testing/test-port';
import { runSource, type SourceProcess } from '../testing/source-process';

jest.setTimeout(240_000);

// `daemon`, in a group of its own.
const UID = 1;
const GID = 4_712;
// Only root can give files away.
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot("root in somebody else's DATA_DIR", () => {
  let home: string;
  let DATA_DIR: string;
  let product: SourceProcess | undefined;

  beforeEach(() => {
    home = mkdtempSync('/tmp/smartplex-foreign-');
    DATA_DIR = join(home, 'data');
    mkdirSync(DATA_DIR, { mode: 0o700 });
    chownSync(home, UID, GID);
    chownSync(DATA_DIR, UID, GID);
  });

  afterEach(async () => {
    product?.kill('SIGTERM');
    await product?.exited;
    rmSync(home, { recursive: true, force: true });
  });

  const strangers = () =>
    readdirSync(DATA_DIR, { recursive: true, encoding: 'utf8' }).filter((name) => {
      // PostgreSQL's passing files may be gone meanwhile.
      const { uid, gid } = statSync(join(DATA_DIR, name), { throwIfNoEntry: false }) ?? { uid: UID, gid: GID };
      return uid !== UID || gid !== GID;
    });

  async function run(command: string): Promise<void> {
    const ran = runSource(`api/${command}.ts`, [], { DATA_DIR });
    expect([(await ran.exited).code, ran.stderr()]).toEqual([0, '']);
  }

  it('leaves its owner everything that a start and commands beside it make', async () => {
    const env = { DATA_DIR, PORT: String(await testPort()), HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
    product = runSource('api/main.ts', [], { ...env, PLEX_TV_URL: 'http://127.0.0.1:9' });
    await product.until(/SmartPlex is ready/, 120_000);
    expect(strangers()).toEqual([]);
    const key = readFileSync(join(DATA_DIR, 'encryption.key'), 'utf8');
    await run('rotate-keys');
    await run('backup');
    expect(readFileSync(join(DATA_DIR, 'encryption.key'), 'utf8')).not.toBe(key);
    expect(readdirSync(join(DATA_DIR, 'backups'))).toHaveLength(1);
    expect(strangers()).toEqual([]);

    // Stopped: the command starts the database itself, as its owner.
    product.kill('SIGTERM');
    await product.exited;
    await sleep(1_100);
    await run('backup');
    expect(readdirSync(join(DATA_DIR, 'backups'))).toHaveLength(2);
    expect(existsSync(join(DATA_DIR, 'smartplex.lock'))).toBe(false);
    expect(strangers()).toEqual([]);
  });
});
