import { defineConfig } from '@playwright/test';
import { CHROMIUM, CHROMIUM_ARGS } from '../support/chromium.mjs';
import { ORIGIN } from './support/product.js';

/** Real Chromium against the built product and the emulator, both started by the global set-up. */
export default defineConfig({
  testDir: '.',
  outputDir: 'results/traces',
  globalSetup: './global-setup.ts',
  workers: 1,
  timeout: 60_000,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? 'results/report.json' }]],
  use: {
    baseURL: ORIGIN,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_ARGS },
  },
  projects: [
    { name: 'set-up', testMatch: 'set-up.e2e.ts' },
    { name: 'flows', testMatch: '*.e2e.ts', testIgnore: 'set-up.e2e.ts', dependencies: ['set-up'] },
  ],
});
