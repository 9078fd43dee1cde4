import { defineConfig } from '@playwright/test';
import { CHROMIUM, CHROMIUM_ARGS } from '../support/chromium.mjs';
import { ORIGIN, PORT } from './support/product.js';

/** Real Chromium against the built product and the emulator, both started by the global set-up. */
export default defineConfig({
  testDir: '.',
  outputDir: `results/${PORT}/traces`,
  globalSetup: './global-setup.ts',
  workers: 1,
  // What a slow machine takes its time for still comes; what does not come costs the wait once.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? `results/${PORT}/report.json` }],
  ],
  use: {
    baseURL: ORIGIN,
    viewport: { width: 1440, height: 900 },
    // Both cost every test a third of its time: `--trace retain-on-failure` for the one that is looked into.
    screenshot: 'off',
    trace: 'off',
    launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_ARGS },
  },
  projects: [
    { name: 'set-up', testMatch: 'set-up.e2e.ts' },
    { name: 'flows', testMatch: '*.e2e.ts', testIgnore: 'set-up.e2e.ts', dependencies: ['set-up'] },
  ],
});
