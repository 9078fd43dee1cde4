import { chromium, type Page } from '@playwright/test';
import { CHROMIUM, CHROMIUM_ARGS } from '../support/chromium.mjs';
import { startUpdatableFront } from './support/newer-version.js';
import { expectAccessible, signIn } from './support/person.js';
import { ADMIN_STATE, ORIGIN } from './support/product.js';
import { collectFaults, expect, test } from './support/test.js';

test.use({ worker: true });

/** Everything that a script of this origin can read back, and the addresses that caches hold. */
async function everythingKept(page: Page): Promise<{ texts: string; addresses: string[] }> {
  return page.evaluate(async () => {
    const texts: string[] = [JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])];
    const addresses: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        addresses.push(new URL(request.url).pathname);
        texts.push(await (await cache.match(request))!.text());
      }
    }
    texts.push(JSON.stringify(await indexedDB.databases()));
    return { texts: texts.join('\n'), addresses };
  });
}

async function workerIsActive(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

test.describe('as administrator', () => {
  test.use({ storageState: ADMIN_STATE });

  test('can be installed', async ({ page }) => {
    await page.goto('/');
    await workerIsActive(page);
    const { icons } = await (await page.request.get('/manifest.webmanifest')).json();
    for (const { src, type } of icons as { src: string; type: string }[]) {
      const answer = await page.request.get(`/${src}`);
      const [sent] = answer.headers()['content-type'].split(';');
      expect([src, answer.status(), sent]).toEqual([src, 200, type]);
    }
    const devtools = await page.context().newCDPSession(page);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // Playwright's contexts are private windows, which never install.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    const worker = await page.request.get('/sw.js');
    expect(worker.headers()['cache-control']).toBe('no-cache');
  });

  test('opens without a connection, says so and goes on when it is back', async ({ page, context }) => {
    await page.goto('/');
    await workerIsActive(page);
    await context.setOffline(true);
    await page.goto('/library?sort=title');
    const alert = page.getByRole('alert').first();
    await expect(alert).toContainText('SmartPlex cannot be reached');
    await expectAccessible(page);
    await context.setOffline(false);
    await expect(page.locator('sp-item-grid a[href]').first()).toBeVisible({ timeout: 20_000 });
    await expect(page).toHaveURL(/\/library\?sort=title$/);
  });

  test('a new version is offered, and comes when it is wanted', async ({ page }) => {
    const front = await startUpdatableFront();
    try {
      await page.goto(`${front.origin}/library`);
      await workerIsActive(page);
      await page.reload();
      await expect(page.locator('sp-item-grid a[href]').first()).toBeVisible();
      front.state.updated = true;
      await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())!.update()));
      const notice = page.locator('.sp-notice').filter({ hasText: 'A new version is ready' });
      await expect(notice).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('/');
      await page.keyboard.type('evening');
      await page.waitForTimeout(1000);
      await expect(page.getByRole('searchbox', { name: 'Search the library' })).toHaveValue('evening');
      expect(await page.locator(`script[src="${front.oldMain}"]`).count()).toBe(1);

      await notice.getByRole('button', { name: 'Reload' }).click();
      await expect(page.locator(`script[src="${front.newMain}"]`)).toHaveCount(1);
      await expect(page.locator('sp-item-grid')).toBeVisible();
      await expect(notice).toHaveCount(0);
      expect(await page.evaluate(() => caches.keys())).toEqual([expect.stringContaining('sp-portal-new-')]);
    } finally {
      front.close();
    }
  });

  test('a page that was loaded anew anyway takes the new version without a question', async ({ page }) => {
    const front = await startUpdatableFront();
    try {
      await page.goto(`${front.origin}/`);
      await workerIsActive(page);
      await page.reload();
      front.state.updated = true;
      await page.reload();
      await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([expect.stringContaining('sp-portal-new-')]);
      await expect(page.getByText('A new version is ready')).toHaveCount(0);
    } finally {
      front.close();
    }
  });

  test('over plain http in a LAN there is no worker, and nothing complains', async ({ context: signedIn }) => {
    const lan = 'smartplex.lan';
    const args = [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${lan} 127.0.0.1`];
    const browser = await chromium.launch({ executablePath: CHROMIUM, args });
    try {
      const context = await browser.newContext();
      const faults = collectFaults(context);
      const cookies = await signedIn.cookies();
      await context.addCookies(cookies.map((cookie) => ({ ...cookie, domain: lan })));
      const page = await context.newPage();
      await page.goto(`http://${lan}:${new URL(ORIGIN).port}/`);
      await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
      expect(await page.evaluate(() => 'serviceWorker' in navigator)).toBe(false);
      expect(faults).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

test('after sign-out the browser holds nothing of the person or the library', async ({ page }) => {
  await page.goto('/login');
  await signIn(page, 'ben');
  await expect(page.getByRole('link', { name: 'Library' }).first()).toBeVisible();
  await workerIsActive(page);
  const { user } = await (await page.request.get('/api/v1/auth/session')).json();
  const { items } = await (await page.request.get('/api/v1/library/items?limit=100')).json();
  await page.goto(`/library?q=${encodeURIComponent(items[0].title)}`);
  const first = page.locator('sp-item-grid a[href]').first();
  await expect(first).toBeVisible();
  await first.click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');

  const other = await page.context().newPage();
  await other.goto('/library');
  await expect(other.locator('sp-item-grid a[href]').first()).toBeVisible();
  await page.evaluate(() => void Object.assign(window, { before: true }));
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Continue with Plex' })).toBeVisible();
  await expect(other.getByRole('button', { name: 'Continue with Plex' })).toBeVisible();
  await other.close();
  // The sign-out loads the page anew.
  await page.waitForFunction(() => !('before' in window));
  await page.waitForLoadState('load');
  await expect(page).toHaveURL(/\/login$/);
  const { texts, addresses } = await everythingKept(page);
  expect(addresses.length).toBeGreaterThan(20);
  expect(
    addresses.filter((path) => !/^\/$|^\/[\w-]+\.(js|css|svg|webmanifest)$|^\/locale\/\w+\.js$/.test(path)),
  ).toEqual([]);
  const words = [
    user.id,
    user.username,
    user.displayName,
    user.email,
    ...items.map(({ title }: { title: string }) => title),
  ];
  expect(words.length).toBeGreaterThan(50);
  expect(words.filter((word) => word && word.length > 4 && texts.includes(word))).toEqual([]);
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key !== 'sp.reloaded'))).toEqual([]);
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Continue with Plex' })).toBeVisible();
});
