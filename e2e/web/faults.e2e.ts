import { expect, test } from './support/test.js';
import { freezeDatabase } from './support/database.js';
import { control, expectAccessible, signIn } from './support/person.js';
import { ADMIN_STATE, ORIGIN } from './support/product.js';
import { CHROMIUM, CHROMIUM_ARGS } from '../support/chromium.mjs';

/** Another name of this machine, as a LAN gives it one. */
const NAMED = [...CHROMIUM_ARGS, '--host-resolver-rules=MAP nas.test 127.0.0.1'];
test.use({ launchOptions: { executablePath: CHROMIUM, args: NAMED } });

test('a sign-in that was not approved in time ends and starts anew', async ({ page }) => {
  await page.goto('/login');
  await page.getByRole('button', { name: 'Continue with Plex' }).click();
  await page.waitForURL(/auth#/);
  const code = new URLSearchParams(new URL(page.url()).hash.replace(/^#\??/, '')).get('code');
  expect(code).toBeTruthy();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Waiting for Plex')).toBeVisible();
  await control('POST', 'pins/expire', { code });
  await expect(page.getByText('This sign-in has ended')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'ben' }).first().click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('link', { name: 'Library' }).first()).toBeVisible();
});

test('a session that ends in the middle keeps the page and leads back to it', async ({ page }) => {
  await page.goto('/login');
  await signIn(page, 'ben');
  await expect(page.getByRole('link', { name: 'Library' }).first()).toBeVisible();
  await page.goto('/library?sort=title');
  await expect(page.locator('sp-item-grid a[href]').first()).toBeVisible();
  await page.context().clearCookies({ name: 'sp_session' });
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search the library' })).toBeFocused();
  await page.keyboard.insertText('evening');
  const dialog = page.getByRole('dialog', { name: 'You are signed out' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await signIn(page, 'ben');
  await expect(page).toHaveURL(/\/library\?.*q=evening/);
  await expect(page.locator('sp-item-grid a[href]').first()).toBeVisible();
});

test.describe('as administrator', () => {
  test.use({ storageState: ADMIN_STATE });

  test('a database that hangs is told with a retry, and the retry heals the page', async ({ page }) => {
    test.setTimeout(120_000);
    await page.goto('/library?sort=title');
    await expect(page.locator('sp-item-grid a[href]').first()).toBeVisible();
    const thaw = freezeDatabase();
    const alert = page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Try again' }) });
    try {
      await page.goto('/library?sort=year');
      await expect(alert.first()).toBeVisible({ timeout: 60_000 });
      await expectAccessible(page);
    } finally {
      thaw();
    }
    const again = alert.first().getByRole('button', { name: 'Try again' });
    const titles = page.locator('sp-item-grid a[href]').first();
    // The page may have asked again by itself at this moment.
    await Promise.race([again.click().catch(() => undefined), titles.waitFor()]);
    await expect(titles).toBeVisible({ timeout: 20_000 });
    await expect(alert).toHaveCount(0);
    await expect(page).toHaveURL(/\/library\?sort=year$/);
  });
});

test('a sign-in comes back to the name of this machine that was typed', async ({ page }) => {
  const here = `http://localhost:${new URL(ORIGIN).port}`;
  await page.goto(`${here}/login?returnTo=/statistics`);
  await signIn(page, 'ben');
  await expect(page).toHaveURL(`${here}/statistics`);
});

test('a page under another address than APP_URL says so before anybody signs in for nothing', async ({ page }) => {
  const { port, origin } = new URL(ORIGIN);
  await page.goto(`http://nas.test:${port}/login?returnTo=/statistics`);
  await page.getByRole('button', { name: 'Continue with Plex' }).click();
  await expect(page.getByRole('alert')).toContainText(`Plex leads back to ${origin}`);
  await expectAccessible(page);
  await page.getByRole('link', { name: `Open SmartPlex as ${origin}` }).click();
  await signIn(page, 'ben');
  await expect(page).toHaveURL(`${origin}/statistics`);
});
