import { setTimeout as sleep } from 'node:timers/promises';
import {
  createTestApp,
  createTestDatabase,
  startEmulator,
  TestBrowser,
  type Emulator,
  type EmulatorOptions,
  type TestApp,
  type TestDatabase,
} from '../../testing';

const SETUP_CODE = 'product-spec-code';
const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');
const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];
const OPEN_JOBS = `SELECT 1 FROM jobs WHERE name IN ('sync-run', 'import-history') AND state IN ('queued', 'running')`;

/** The whole product with an administrator (ada) who has signed in, against an emulator. */
export class ProductSpec {
  test: TestDatabase;
  emulator: Emulator;
  product: TestApp;
  admin: TestBrowser;

  async start(options: EmulatorOptions): Promise<void> {
    [this.test, this.emulator] = await Promise.all([createTestDatabase(), startEmulator(options)]);
    this.product = await this.process();
    this.admin = await this.signIn('ada');
  }

  async stop(): Promise<void> {
    await this.product.close();
    await this.emulator.stop();
    await this.test.drop();
  }

  /** One more process over the same database. */
  process(): Promise<TestApp> {
    return createTestApp({
      databaseUrl: this.test.url,
      plexTvUrl: this.emulator.plexTv,
      plexAppUrl: this.emulator.appUrl,
      env: { SETUP_CODE, ENCRYPTION_KEY },
    });
  }

  async signIn(account: string): Promise<TestBrowser> {
    const browser = new TestBrowser(this.product.url);
    await browser.signIn(account, { emulator: this.emulator, ...(this.admin ? {} : { setupCode: SETUP_CODE }) });
    return browser;
  }

  /** Registers a server of the emulator, and waits until it is listened to: after a sync that would start another. */
  async register(index = 0): Promise<string> {
    const { machineIdentifier } = this.emulator.servers[index];
    const { id } = (await this.admin.post('/api/v1/plex/servers', { machineIdentifier })).body;
    const text = `SELECT 1 FROM sync_streams WHERE server_id = $1 AND state = 'connected' AND lease_until > now()`;
    await this.until(async () => (await this.test.database.row(text, [id])) !== null);
    return id;
  }

  /** Answers the run when it is over, and what follows it: the import of the history. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the run as the API answers it
  async sync(serverId: string, mode = 'full'): Promise<any> {
    const ask = () => this.admin.post('/api/v1/sync/runs', { serverId, mode });
    let answer = await ask();
    // No run begins while one that nobody here asked for is active.
    for (; answer.status === 409; answer = await ask()) await sleep(50);
    const { body: run } = answer;
    let now = run;
    await this.until(async () => {
      now = (await this.admin.get(`/api/v1/sync/runs/${run.id}`)).body;
      return FINAL.includes(now.state);
    });
    await this.until(async () => (await this.test.database.row(OPEN_JOBS)) === null);
    return now;
  }

  async until(holds: () => Promise<boolean>, timeoutMs = 30_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error('It never came to be');
      await sleep(50);
    }
  }

  async key(scopes: string[]): Promise<{ headers: Record<string, string> }> {
    const { body } = await this.admin.post('/api/v1/api-keys', { name: scopes.join(' '), scopes });
    return { headers: { authorization: `Bearer ${body.key}` } };
  }
}
