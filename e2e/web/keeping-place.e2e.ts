import type { Page } from '@playwright/test';
import { expect, test } from './support/test.js';
import { signIn } from './support/person.js';
import { ADMIN_STATE } from './support/product.js';

const tiles = (page: Page) => page.locator('sp-item-grid a[href]');
const scrolled = (page: Page) => page.evaluate(() => window.scrollY);
const focusedIndex = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['index'] ?? null);

test.use({ storageState: ADMIN_STATE });

test('back and reload find the same place in a long list', async ({ page }) => {
  await page.goto('/library?sort=year');
  await expect(tiles(page).first()).toBeVisible();
  // Once it is known how many there are.
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollHeight - innerHeight))
    .toBeGreaterThan(20_000);
  await page.evaluate(() => window.scrollTo(0, 20_000));
  await expect.poll(() => scrolled(page)).toBe(20_000);
  await expect.poll(() => tiles(page).count(), { timeout: 20_000 }).toBeGreaterThan(10);
  // Not a row of the top that is still there.
  await expect(tiles(page).first()).not.toHaveAttribute('data-index', /^.?.$/);
  const place = await tiles(page).first().getAttribute('data-index');
  await page.reload();
  await expect.poll(() => scrolled(page), { timeout: 10_000 }).toBe(20_000);
  await expect(page.locator(`sp-item-grid a[href][data-index="${place}"]`)).toBeAttached({ timeout: 20_000 });
  // Clicked where it is: the test must not scroll by itself.
  await page.evaluate(() =>
    document
      .elementFromPoint(innerWidth / 2, innerHeight / 2)
      ?.closest('a')
      ?.click(),
  );
  await expect(page).toHaveURL(/\/items\/\d+/);
  await expect.poll(() => scrolled(page)).toBe(0);
  await page.goBack();
  await expect.poll(() => scrolled(page)).toBe(20_000);
});

test('posters that flew past do not hold up the titles that are looked at', async ({ page }) => {
  const aborted: string[] = [];
  page.on('requestfailed', (request) => {
    if (request.url().includes('/poster')) aborted.push(request.url());
  });
  // A poster cache that is still empty, and a Plex that draws slowly.
  let asked = 0;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/poster\?/, async (route) => {
    asked += 1;
    await held;
    await route.abort().catch(() => undefined);
  });
  await page.goto('/library?sort=rating');
  await expect.poll(() => asked).toBeGreaterThan(5);
  await page.evaluate(() => window.scrollTo(0, 40_000));
  await expect.poll(() => aborted.length).toBeGreaterThan(5);
  release();
});

test('opening a title by key leaves the focus at its page, not at the top of the portal', async ({ page }) => {
  await page.goto('/library?sort=title');
  await tiles(page).first().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/items\/\d+/);
  await expect(page.locator('main')).toBeFocused();
});

test('End leads to the last title, and the focus stays on it when more of the list becomes known', async ({ page }) => {
  // Titles in Plex's trash are listed but not counted, so the end is known only when the last page came.
  await page.goto('/library?type=movie&sort=title');
  const { count } = await (await page.request.get('/api/v1/library/items/count?type=movie')).json();
  await tiles(page).first().focus();
  await expect(page.locator('sp-item-grid .cell').first()).toHaveAttribute('aria-setsize', String(count));
  await page.keyboard.press('End');
  await expect.poll(() => focusedIndex(page)).not.toBe('0');
  await expect
    .poll(async () => Number(await page.locator('sp-item-grid .cell').first().getAttribute('aria-setsize')))
    .toBeGreaterThan(count);
  await expect.poll(() => focusedIndex(page)).toBe(String(count - 1));
});

test('whoever leaves while typing is not pulled back into a search', async ({ page }) => {
  await page.goto('/sync');
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
  await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('input[type=search]')!;
    field.value = 'lantern';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    document.querySelector<HTMLAnchorElement>('nav li a')!.click();
  });
  const home = () => new URL(page.url()).pathname === '/';
  await expect.poll(home).toBe(true);
  // Longer than typing waits for its end.
  await page.waitForTimeout(600);
  expect(home()).toBe(true);
});

test('a page that could not reach the server goes on by itself', async ({ page }) => {
  await page.route(/\/api\/v1\/library\//, (route) => route.abort());
  await page.goto('/library?sort=rating');
  await expect(page.getByText('SmartPlex cannot be reached')).toBeVisible();
  await page.unroute(/\/api\/v1\/library\//);
  await expect(tiles(page).first()).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText('SmartPlex cannot be reached')).toHaveCount(0);
  await expect(page.getByLabel('Library', { exact: true }).locator('option')).not.toHaveCount(1);
});

test('a theme chosen in one tab holds in the others', async ({ page, context }) => {
  await page.goto('/');
  const other = await context.newPage();
  await other.goto('/');
  await other.getByRole('button', { name: /^Account of/ }).click();
  await other.getByRole('radio', { name: 'Light' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await other.getByRole('radio', { name: 'As the system' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});

for (const [name, path, first] of [
  ['home', '/', 'sp-shelf a[href]'],
  ['library', '/library', 'sp-item-grid a[href]'],
])
  test(`the files of the ${name} page, read for the first time, are at most 130 kB`, async ({ page, context }) => {
    const session = await context.newCDPSession(page);
    const urls = new Map<string, string>();
    let bytes = 0;
    session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (!urls.get(requestId)?.includes('/api/')) bytes += encodedDataLength;
    });
    await session.send('Network.enable');
    await page.goto(path);
    await expect(page.locator(first).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(130_000);
  });

test('a refused token is told at its field, in words for a typed one', async ({ page }) => {
  await page.route('**/api/v1/plex/servers', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 502,
          contentType: 'application/problem+json',
          body: JSON.stringify({ status: 502, code: 'plex-unauthorized', detail: 'Plex refused the stored sign-in.' }),
        })
      : route.fallback(),
  );
  await page.goto('/sync');
  await page.getByRole('button', { name: 'Add a server' }).click();
  await page.getByText('Connect by address').click();
  await page.getByLabel('Address').fill('http://127.0.0.1:32400');
  await page.getByLabel('Plex token').fill('wrong');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByText('Plex refuses this token')).toBeVisible();
  await expect(page.getByLabel('Plex token')).toHaveAttribute('aria-invalid', 'true');
});

for (const path of ['/settings/servers', '/sync'])
  test(`a typed address of a server survives a sign-in in the middle on ${path}, its token does not`, async ({
    page,
  }) => {
    await page.goto(path);
    await page.getByRole('button', { name: 'Add a server' }).click();
    await page.getByText('Connect by address').click();
    await page.getByLabel('Address').fill('http://127.0.0.1:32400');
    await page.getByLabel('Plex token').fill('never-kept');
    await page.context().clearCookies({ name: 'sp_session' });
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'You are signed out' });
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('never-kept');
    await signIn(page, 'ada');
    await expect(page).toHaveURL(new RegExp(`${path}\\?add=true&address=true$`));
    await expect(page.getByLabel('Address')).toHaveValue('http://127.0.0.1:32400');
    await expect(page.getByLabel('Plex token')).toHaveValue('');
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(page).toHaveURL(new RegExp(`${path}$`));
  });

test('choosing a library by key keeps the focus on its box', async ({ page }) => {
  await page.goto('/sync');
  await page.getByText('Libraries', { exact: true }).click();
  const box = page.getByRole('checkbox').first();
  await box.focus();
  for (const checked of [false, true]) {
    const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await page.keyboard.press('Space');
    await saved;
    await expect(box).toBeChecked({ checked });
    await expect(box).toHaveAttribute('aria-busy', 'false');
    await expect(box).toBeFocused();
  }
});

test('on a phone the path and size of a version are in view', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const { items } = await (await page.request.get('/api/v1/library/items?type=movie&resolution=1080&limit=1')).json();
  await page.goto(`/items/${items[0].id}`);
  const path = page.getByRole('cell').filter({ hasText: '/' }).last();
  await path.scrollIntoViewIfNeeded();
  const box = await path.boundingBox();
  expect(box!.x).toBeGreaterThanOrEqual(0);
  expect(box!.x + box!.width).toBeLessThanOrEqual(360);
});

test.describe('as a guest', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('whoever stays on the page after the session ended keeps a way in', async ({ page }) => {
    await page.goto('/login');
    await signIn(page, 'ben');
    await expect(page.getByRole('link', { name: 'Library' }).first()).toBeVisible();
    await page.goto('/library?sort=year');
    await expect(tiles(page).first()).toBeVisible();
    await page.context().clearCookies({ name: 'sp_session' });
    await page.getByLabel('Sort by').selectOption('rating');
    await expect(page).toHaveURL(/sort=rating/);
    const dialog = page.getByRole('dialog', { name: 'You are signed out' });
    await expect(dialog.getByRole('button', { name: 'Sign in' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/login\?returnTo=.*rating/);
  });
});
