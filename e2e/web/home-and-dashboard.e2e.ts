import type { Page } from '@playwright/test';
import {
  control,
  expectAccessible,
  expectAccessibleInBothThemes,
  expectNoSidewaysScroll,
  signIn,
  watchErrors,
} from './support/person.js';
import { ADMIN_STATE } from './support/product.js';
import { expect, test } from './support/test.js';

const api = (page: Page, path: string) => page.request.get(`/api/v1${path}`).then((answer) => answer.json());
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const words = (count: number) => new Intl.NumberFormat('en').format(count);
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

/** The part is fetched when somebody comes near it, and then stands where its place was. */
async function comeTo(page: Page, name: string): Promise<void> {
  await expect(() => part(page, name).scrollIntoViewIfNeeded({ timeout: 2_000 })).toPass();
}

/** Sums up what moved without anybody having asked for it. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.reduce((a, b) => a + b, 0));
}

/** Each route of the API answers after a time of its own. */
async function answerInTurns(page: Page): Promise<void> {
  let turn = 0;
  await page.route(/\/api\/v1\/(dashboard|stats|library|ai|activity)/, async (route) => {
    turn += 1;
    await new Promise((resolve) => setTimeout(resolve, 150 * (1 + (turn % 4))));
    await route.continue().catch(() => undefined);
  });
}

async function fail(page: Page, path: RegExp): Promise<void> {
  await page.route(path, (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 500, code: 'internal', requestId: 'r-1' }),
    }),
  );
}

test.describe('as the administrator', () => {
  test.use({ storageState: ADMIN_STATE });

  // The history follows the first sync in a job of its own.
  test.beforeAll(async ({ browser }) => {
    const page = await browser.newPage({ storageState: ADMIN_STATE });
    await expect
      .poll(async () => (await api(page, '/stats/server?period=all')).plays, { timeout: 45_000 })
      .toBeGreaterThan(2_900);
    // The newest plays are read last.
    await expect
      .poll(
        async () => (await api(page, '/insights/summary')).history.every(({ whole }: { whole: boolean }) => whole),
        { timeout: 45_000 },
      )
      .toBe(true);
    await page.close();
  });

  test.afterEach(() => control('DELETE', 'faults'));

  test('the dashboard tells each server with size, counts, syncs and growth', async ({ page }) => {
    const errors = watchErrors(page);
    const { items } = await api(page, '/dashboard/servers');
    await page.goto('/');
    await page.getByRole('link', { name: 'Dashboard' }).click();
    await expect(page).toHaveURL(/\/dashboard$/);
    const card = page.getByRole('group', { name: items[0].name, exact: true });
    await expect(page.locator('sp-dashboard-server-card')).toHaveCount(items.length);
    await expect(card).toContainText('Online');
    await expect(card.locator('dd').last()).toHaveText(words(items[0].itemCount));
    await expect(card).toContainText(`${words(items[0].leafCount)} movies, episodes and tracks`);
    const { growth, forecast } = items[0];
    const marks = growth.length + (forecast?.points.length ?? 0);
    await expect(card.locator('sp-growth-chart [data-mark]')).toHaveCount(marks);
    await card.getByRole('button', { name: 'Show as table: Growth' }).click();
    await expect(card.getByRole('row')).toHaveCount(marks + 1);
    await expect(card.getByRole('row').last().getByRole('cell').nth(1)).toHaveText(words(growth.at(-1).itemCount));
    expect(errors).toEqual([]);
  });

  test('what needs attention is told with a way to mend it, and nothing is told as that', async ({ page }) => {
    const { items } = await api(page, '/dashboard/attention');
    await page.goto('/dashboard');
    const card = part(page, 'Needs attention');
    if (items.length === 0) await expect(card).toContainText('All is well.');
    else await expect(card.getByRole('heading', { level: 3 })).toHaveCount(items.length);
  });

  test('what is played appears, moves on and goes without a reload', async ({ page }) => {
    const { items } = await api(page, '/library/items?type=movie&limit=5&sort=title&q=');
    const { ratingKey, title } = items.find(({ available }: { available: boolean }) => available);
    await page.goto('/dashboard');
    const card = part(page, 'Now playing');
    await expect(card).toContainText('Nobody is watching right now.');
    const { sessionKey } = await control<{ sessionKey: string }>('POST', 'sessions/start', {
      account: 'ben',
      ratingKey,
    });
    try {
      await expect(card.getByRole('listitem').filter({ hasText: title.slice(0, 20) })).toContainText('ben', {
        timeout: 20_000,
      });
      await expect(page.getByRole('link', { name: '1 playing now' })).toBeVisible();
      await page.getByRole('link', { name: 'Library' }).first().click();
      await page.getByRole('link', { name: '1 playing now' }).click();
      await expect(page).toHaveURL(/\/dashboard$/);
    } finally {
      await control('POST', 'sessions/stop', { sessionKey });
    }
    await expect(card).toContainText('Nobody is watching right now.', { timeout: 20_000 });
    await expect(page.getByRole('link', { name: /playing now/ })).toHaveCount(0);
  });

  test('a running sync is seen on the card of its server', async ({ page }) => {
    const [{ id, name }] = (await api(page, '/dashboard/servers')).items;
    await control('POST', 'faults', { kind: 'slow', path: '/library/sections/*', delayMs: 3_000 });
    await page.goto('/dashboard');
    const card = page.getByRole('group', { name, exact: true });
    await expect(card).toContainText('Last sync');
    const token = (await page.context().cookies()).find((cookie) => cookie.name === 'XSRF-TOKEN')?.value ?? '';
    const data = { serverId: id, mode: 'full' };
    const headers = { 'X-XSRF-TOKEN': decodeURIComponent(token) };
    const ask = async () => (await page.request.post('/api/v1/sync/runs', { data, headers })).status();
    let status = await ask();
    // One that nobody asked for may be on its way.
    for (; status === 409; status = await ask()) await page.waitForTimeout(100);
    expect(status).toBe(202);
    await expect(card.getByRole('progressbar', { name: 'Sync' })).toBeVisible();
    await expect(card.getByRole('link', { name: 'Syncing' })).toBeVisible();
    await control('DELETE', 'faults');
    await expect(card.getByRole('progressbar')).toHaveCount(0, { timeout: 45_000 });
    await expect(card).toContainText('Complete');
  });

  const PARTS: readonly [string, RegExp, string][] = [
    ['Servers', /\/dashboard\/servers/, 'Needs attention'],
    ['Needs attention', /\/dashboard\/attention/, 'Servers'],
    ['Now playing', /\/activity/, 'Servers'],
    ['What is new', /\/dashboard\/new/, 'Servers'],
    ['Watched in the last 30 days', /\/stats\/server/, 'Servers'],
  ];
  for (const [name, path, other] of PARTS)
    test(`“${name}” that cannot be read says so, leaves the others alone and is asked for again`, async ({ page }) => {
      await fail(page, path);
      // Otherwise the end of a sync, or what is played, would have the part ask again by itself.
      await page.route(/\/sync\/events/, () => undefined);
      await page.goto('/dashboard');
      await expect(part(page, name).getByRole('alert')).toBeVisible();
      await expect(part(page, other).getByRole('alert')).toHaveCount(0);
      await page.unroute(path);
      await part(page, name).getByRole('button', { name: 'Try again' }).click();
      await expect(part(page, name).getByRole('alert')).toHaveCount(0);
    });

  for (const path of ['/', '/dashboard'])
    for (const viewport of [DESK, PHONE])
      test(`${path} is accessible in both themes, ${viewport.width} px`, async ({ page }) => {
        await page.setViewportSize(viewport);
        await page.goto(path);
        await expect(page.getByRole('main').locator('sp-poster').first()).toBeVisible();
        await page.waitForLoadState('networkidle');
        // What is fetched by whoever comes near it.
        await page.mouse.wheel(0, 4_000);
        await expect(page.locator('sp-lazy-part sp-skeleton')).toHaveCount(0);
        // A link that is half below the bar would count as half a target.
        await page.evaluate(() => scrollTo(0, 0));
        await expectAccessibleInBothThemes(page);
      });

  for (const path of ['/', '/dashboard'])
    for (const width of [360, 640, 768, 1024, 1440, 2560])
      test(`nothing of ${path} is reached by scrolling sideways at ${width} px`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(path);
        await expect(page.getByRole('main').locator('sp-poster').first()).toBeVisible();
        await expectNoSidewaysScroll(page);
      });

  for (const path of ['/', '/dashboard'])
    for (const viewport of [DESK, PHONE])
      test(`nothing of ${path} moves when the answers come, ${viewport.width} px`, async ({ page }) => {
        const shifts = await watchShifts(page);
        await answerInTurns(page);
        await page.setViewportSize(viewport);
        await page.goto(path);
        await expect(page.getByRole('main').locator('sp-poster').first()).toBeVisible();
        await page.waitForTimeout(2_000);
        expect(await shifts()).toBeLessThan(0.02);
      });

  test('a row is one Tab stop that arrows walk, and its buttons scroll it', async ({ page }) => {
    await page.goto('/');
    const row = part(page, 'Recently added').locator('sp-shelf');
    const links = row.getByRole('link');
    await expect(links.nth(5)).toBeAttached();
    await expect(row.locator('a[tabindex="0"]')).toHaveCount(1);
    await links.first().focus();
    // What is below comes when the row does; keys that are pressed before it would pass it.
    await expect(page.locator('sp-lazy-part sp-skeleton')).toHaveCount(0);
    await page.keyboard.press('ArrowRight');
    await expect(links.nth(1)).toBeFocused();
    await page.keyboard.press('End');
    await expect(links.last()).toBeFocused();
    await expect(links.last()).toBeInViewport();
    await page.keyboard.press('Tab');
    await expect(row.locator(':focus')).toHaveCount(0);
    await page.keyboard.press('Shift+Tab');
    await expect(links.last()).toBeFocused();
    await page.keyboard.press('Home');
    await expect(links.first()).toBeFocused();
    await expect(row.getByRole('button', { name: 'Show earlier' })).toHaveCount(0);
    await row.getByRole('button', { name: 'Show more' }).click();
    await expect(row.getByRole('button', { name: 'Show earlier' })).toBeVisible();
    await expect(links.first()).not.toBeInViewport();
    await links.nth(8).click();
    await expect(page).toHaveURL(/\/items\//);
  });

  test('picks stand on the home page with their reasons; without them, what is best rated', async ({ page }) => {
    const { items } = await api(page, '/ai/recommendations?limit=24');
    await page.goto('/');
    const row = part(page, 'Picked for you');
    await expect(row.getByRole('listitem')).toHaveCount(items.length);
    await expect(row.locator('sp-card-note').first()).not.toBeEmpty();
    await expect(part(page, 'Best rated that you have not seen')).toHaveCount(0);
    await fail(page, /\/ai\/recommendations/);
    await page.reload();
    await expect(part(page, 'Best rated that you have not seen').getByRole('link').first()).toContainText('Rated');
    await expect(row).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('a server that goes away is among what needs attention and leads to where it is mended', async ({ page }) => {
    test.setTimeout(180_000);
    await page.goto('/dashboard');
    const [{ name }] = (await api(page, '/dashboard/servers')).items;
    const told = async () =>
      (await api(page, '/dashboard/attention')).items.some(({ code }: { code: string }) => code === 'server-offline');
    await control('POST', 'listeners/down', { scope: name });
    try {
      await expect.poll(told, { timeout: 45_000 }).toBe(true);
      await page.reload();
      const card = part(page, 'Needs attention');
      await expect(card.getByRole('heading', { name: /does not answer/ })).toBeVisible();
      await expect(card.getByRole('link', { name: /^Test the server/ })).toBeVisible();
      await expectAccessible(page);
    } finally {
      await control('POST', 'listeners/up', { scope: name });
    }
    await expect.poll(told, { timeout: 60_000 }).toBe(false);
  });
});

test.describe('as a user', () => {
  test('home goes on where somebody stopped', async ({ page, browser }) => {
    const admin = await browser.newPage({ storageState: ADMIN_STATE });
    await page.goto('/login');
    await signIn(page, 'ben');
    await expect(page.getByRole('link', { name: 'Home' }).first()).toBeVisible();
    const movies = (await api(page, '/library/items?type=movie&sort=year&limit=20')).items;
    const { id, ratingKey, title } = movies.find(({ available }: { available: boolean }) => available);
    const { sessionKey } = await control<{ sessionKey: string }>('POST', 'sessions/start', {
      account: 'ben',
      ratingKey,
    });
    const seen = async () =>
      (await api(admin, '/activity')).playing.items.map((each: { offsetMs: number }) => each.offsetMs);
    for (const offsetMs of [600_000, 1_200_000]) {
      await control('POST', 'sessions/progress', { sessionKey, offsetMs, state: 'playing' });
      await expect.poll(seen, { timeout: 20_000 }).toContain(offsetMs);
    }
    await admin.close();
    await control('POST', 'sessions/stop', { sessionKey });
    const begun = async () => (await api(page, '/library/continue-watching?limit=24')).items;
    await expect.poll(async () => (await begun())[0]?.item.id, { timeout: 30_000 }).toBe(id);
    await page.reload();
    const row = part(page, 'Continue watching');
    await expect(row.getByRole('link')).toHaveCount((await begun()).length);
    await expect(row.getByRole('link').first()).toContainText(/min left/);
    await expect(row.getByRole('link').first()).toContainText(title.trim().slice(0, 12));
    await row.getByRole('link').first().click();
    await expect(page).toHaveURL(new RegExp(`/items/${id}$`));
    // The dashboard is not for everybody.
    await expect(page.getByRole('link', { name: 'Dashboard' })).toHaveCount(0);
    await page.goto('/dashboard');
    await expect(page).toHaveURL(/not-found/);
    for (const path of ['/dashboard/servers', '/dashboard/attention', '/dashboard/new', '/activity'])
      expect((await page.request.get(`/api/v1${path}`)).status()).toBe(403);
  });

  test('without a history home offers what is new and what others like', async ({ page }) => {
    const errors = watchErrors(page);
    await control('POST', 'accounts', { title: 'beginner' });
    await control('POST', 'shares', { account: 'beginner', sections: ['1'] });
    await page.goto('/login');
    await signIn(page, 'beginner');
    await expect(part(page, 'Recently added').getByRole('link').nth(1)).toBeVisible();
    await expect(part(page, 'Worth a look').getByRole('link').first()).toBeVisible();
    await expect(part(page, 'Continue watching')).toHaveCount(0);
    await expect(part(page, 'Libraries').getByRole('article')).toHaveCount(1);
    await comeTo(page, 'Your last 30 days');
    await expect(part(page, 'Your last 30 days')).toContainText('Nothing was left unfinished.');
    await expectAccessible(page);
    await page.setViewportSize(PHONE);
    await expectNoSidewaysScroll(page);
    expect(errors.filter((text) => !/40[13]/.test(text))).toEqual([]);
  });

  const PARTS: readonly [string, RegExp][] = [
    ['Continue watching', /\/library\/continue-watching/],
    ['Recently added', /\/library\/items\?/],
    ['Your last 30 days', /\/stats\/me/],
    ['Libraries', /\/library\/sections/],
  ];
  test('a part of home that cannot be read leaves the others alone', async ({ page }) => {
    await page.goto('/login');
    await signIn(page, 'cleo');
    await expect(part(page, 'Libraries').getByRole('article').first()).toBeVisible();
    for (const [name, path] of PARTS) {
      await fail(page, path);
      await page.reload();
      await comeTo(page, 'Your last 30 days');
      await expect(part(page, name).getByRole('alert')).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(1);
      await page.unroute(path);
      await part(page, name).getByRole('button', { name: 'Try again' }).click();
      await expect(page.getByRole('alert')).toHaveCount(0);
    }
  });
});
