import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { startEmulator } from '../../support/emulator-process.mjs';
import { ApiClient, startProduct } from '../../support/product-process.mjs';
import { freePort } from '../../support/stack/child.mjs';
import { SETUP_CODE } from './product.js';

/** A product of a flow's own, for acts that would pull the ground from under the others. */
export interface OwnStack {
  origin: string;
  tokens: string[];
  /** Signs in as an account of the emulator, as a browser that nobody looks at. */
  client: (account: string) => Promise<ApiClient>;
  /** The same for a browser that is looked at. */
  enter: (context: BrowserContext, account: string) => Promise<void>;
  control: <T = unknown>(method: 'POST' | 'DELETE', path: string, body?: object) => Promise<T>;
  stop: () => Promise<void>;
}

export async function startOwnStack(options: string[]): Promise<OwnStack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'smartplex-browser-own-'));
  const emulator = await startEmulator(['--port', '0', ...options]);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const product = await startProduct({
    PORT: String(port),
    APP_URL: origin,
    DATA_DIR: dataDir,
    PLEX_TV_URL: emulator.plexTv,
    PLEX_APP_URL: emulator.appUrl,
    PLEX_TIMEOUT_MS: '5000',
    SETUP_CODE,
    LOG_LEVEL: 'info',
    THROTTLE_PER_MINUTE: '100000',
    THROTTLE_AUTH_PER_MINUTE: '1000',
  });
  const client = async (account: string): Promise<ApiClient> => {
    const caller = new ApiClient(origin);
    await caller.signIn(emulator, account, SETUP_CODE);
    return caller;
  };
  return {
    origin,
    tokens: [...emulator.servers, ...emulator.accounts].map(({ token }: { token: string }) => token),
    client,
    enter: async (context, account) => {
      const { cookies } = await client(account);
      await context.addCookies([...cookies].map(([name, value]) => ({ name, value: String(value), url: origin })));
    },
    control: async (method, path, body = {}) => {
      const response = await fetch(`${emulator.control}/${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`The emulator answered ${response.status}: ${await response.text()}`);
      return JSON.parse((await response.text()) || 'null');
    },
    stop: async () => {
      await product.stop();
      emulator.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Registers the first server that the account owns and reads it to its end. */
export async function mirrorFirstServer(owner: ApiClient): Promise<void> {
  const { items } = await owner.get('/api/v1/plex/servers/available');
  const server = await owner.post('/api/v1/plex/servers', { machineIdentifier: items[0].machineIdentifier });
  let run = await owner.post('/api/v1/sync/runs', { serverId: server.id, mode: 'full' });
  while (['queued', 'running'].includes(run.state)) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    run = await owner.get(`/api/v1/sync/runs/${run.id}`);
  }
  if (run.state !== 'succeeded') throw new Error(`The sync ended ${run.state}`);
}
