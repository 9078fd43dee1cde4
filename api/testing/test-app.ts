import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { AppConfig, readEnvironment } from '../infra/config';
import { testPort } from './test-port';

export interface TestAppOptions {
  databaseUrl: string;
  /** The emulator's plex.tv; its sign-in page is `plexAppUrl`. */
  plexTvUrl?: string;
  plexAppUrl?: string;
  /** Further settings, as the environment would give them. */
  env?: Record<string, string>;
}

export interface TestApp {
  app: INestApplication;
  /** Without a slash at the end. */
  url: string;
  dataDir: string;
  /** As a SIGTERM would: drains, closes everything. Leaves the database alone. */
  close(): Promise<void>;
}

/** The whole product as main starts it, on a free port of 127.0.0.1. */
export async function createTestApp({ databaseUrl, plexTvUrl, plexAppUrl, env }: TestAppOptions): Promise<TestApp> {
  // Specs of a single module must not load the whole product.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would need the compiled file's name
  const { createApplication, listen, shutDown } = require('../boot') as typeof import('../boot');
  const dataDir = mkdtempSync(join(tmpdir(), 'smartplex-app-'));
  const port = await testPort();
  const environment = readEnvironment({
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    THROTTLE_PER_MINUTE: '1000000',
    THROTTLE_AUTH_PER_MINUTE: '1000000',
    PLEX_TV_PER_SECOND: '1000',
    PLEX_TIMEOUT_MS: '3000',
    ...(plexTvUrl ? { PLEX_TV_URL: plexTvUrl } : {}),
    ...(plexAppUrl ? { PLEX_APP_URL: plexAppUrl } : {}),
    ...env,
  });
  const config = new AppConfig(environment, databaseUrl);
  const app = await createApplication(config);
  await listen(app, config);
  const close = async () => {
    await shutDown(app);
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { app, url: `http://127.0.0.1:${port}`, dataDir, close };
}
