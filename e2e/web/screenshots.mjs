#!/usr/bin/env node
// Draws the README's pictures: the built product against the emulator, signed in and synced through the real pages.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { openBrowser } from '../support/chromium.mjs';
import { startEmulator } from '../support/emulator-process.mjs';
import { startProduct } from '../support/product-process.mjs';

const PORT = process.env.SCREENSHOT_PORT ?? '3982';
const ORIGIN = `http://127.0.0.1:${PORT}`;
const SETUP_CODE = 'screenshot-code';
const DESK = { width: 1440, height: 900 };
const images = join(dirname(fileURLToPath(import.meta.url)), '../../docs/images');

/** A palette keeps a picture of posters well under 400 kB. */
async function draw(page, name) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(800);
  const picture = await page.screenshot({ animations: 'disabled' });
  const file = join(images, `${name}.png`);
  const { size } = await sharp(picture).png({ palette: true, quality: 90, effort: 10 }).toFile(file);
  console.log(`${name}.png: ${Math.round(size / 1000)} kB`);
}

async function setUp(page) {
  await page.goto(`${ORIGIN}/setup?code=${SETUP_CODE}`);
  await page.getByRole('button', { name: 'Continue with Plex' }).click();
  await page.getByRole('button', { name: 'ada' }).first().click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('button', { name: 'Use this server' }).first().click({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Start first sync' }).click({ timeout: 30_000 });
  await page.getByText('Your library is ready').waitFor({ timeout: 60_000 });
  await page.getByText('Open library').click();
}

async function drawSync(page, emulator) {
  const faults = `${emulator.control}/faults`;
  const slow = { kind: 'slow', path: '/library/sections/*', delayMs: 1200 };
  await fetch(faults, { method: 'POST', body: JSON.stringify(slow) });
  await page.goto(`${ORIGIN}/sync`);
  await page
    .getByRole('button', { name: /Start (full )?sync/ })
    .first()
    .click();
  await page
    .getByText(/^\s*[3-8]\d\s%\s*$/)
    .first()
    .waitFor({ timeout: 60_000 });
  const picture = page.screenshot({ animations: 'disabled' });
  const { size } = await sharp(await picture)
    .png({ palette: true, quality: 90 })
    .toFile(join(images, 'sync-dark.png'));
  console.log(`sync-dark.png: ${Math.round(size / 1000)} kB`);
  await fetch(faults, { method: 'DELETE' });
}

/** What is counted and picked after a sync needs a moment. */
async function afterwards(page) {
  await page.goto(`${ORIGIN}/insights`);
  await page.locator('sp-treemap').waitFor({ timeout: 120_000 });
  await page.goto(`${ORIGIN}/`);
  await page.locator('sp-picks-row a[href]').first().waitFor({ timeout: 60_000 });
}

async function drawAll(page, emulator) {
  await page.emulateMedia({ colorScheme: 'dark' });
  await setUp(page);
  await page.setViewportSize(DESK);
  await page.goto(`${ORIGIN}/library`);
  await draw(page, 'library-dark');
  await afterwards(page);
  await draw(page, 'home-dark');
  await page.goto(`${ORIGIN}/dashboard`);
  await draw(page, 'dashboard-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${ORIGIN}/insights?by=resolution`);
  await draw(page, 'insights-light');
  await page.goto(`${ORIGIN}/statistics?of=server&period=90d`);
  await draw(page, 'statistics-light');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${ORIGIN}/library?type=show&sort=title`);
  await page.locator('sp-item-grid a[href]').nth(3).click();
  await page.getByRole('tab').first().waitFor();
  await draw(page, 'item-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await drawSync(page, emulator);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${ORIGIN}/library`);
  await draw(page, 'phone-library');
}

mkdirSync(images, { recursive: true });
const dataDir = mkdtempSync(join(tmpdir(), 'smartplex-screenshots-'));
const sizes = ['--movies', '9000', '--shows', '60', '--artists', '40'];
const emulator = await startEmulator(['--port', '0', '--seed', '7', '--speed', '1', ...sizes]);
const product = await startProduct({
  PORT,
  APP_URL: ORIGIN,
  DATA_DIR: dataDir,
  PLEX_TV_URL: emulator.plexTv,
  PLEX_APP_URL: emulator.appUrl,
  SETUP_CODE,
  THROTTLE_PER_MINUTE: '100000',
});
const browser = await openBrowser({ viewport: DESK });
try {
  await drawAll(browser.context.pages()[0] ?? (await browser.context.newPage()), emulator);
} finally {
  await browser.close();
  await product.stop();
  emulator.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
