import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../support/emulator-process.mjs';
import { startProduct } from '../support/product-process.mjs';
import { ORIGIN, PORT, SETUP_CODE } from './support/product.js';

/** One emulator and one product for the whole browser suite. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'smartplex-browser-'));
  const sizes = ['--movies', '3000', '--shows', '30', '--artists', '20'];
  const emulator = await startEmulator(['--port', '0', '--seed', '7', ...sizes, '--quirks', 'on']);
  const product = await startProduct({
    PORT,
    APP_URL: ORIGIN,
    DATA_DIR: dataDir,
    PLEX_TV_URL: emulator.plexTv,
    PLEX_APP_URL: emulator.appUrl,
    SETUP_CODE,
    THROTTLE_PER_MINUTE: '100000',
    THROTTLE_AUTH_PER_MINUTE: '1000',
  });
  process.env.EMULATOR_CONTROL = emulator.control;
  process.env.PRODUCT_DATA_DIR = dataDir;
  process.env.EMULATOR_TOKENS = JSON.stringify([
    ...emulator.servers.map(({ token }: { token: string }) => token),
    ...emulator.accounts.map(({ token }: { token: string }) => token),
  ]);
  return async () => {
    await product.stop();
    emulator.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
