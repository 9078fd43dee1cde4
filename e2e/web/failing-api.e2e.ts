import type { Page, Route } from '@playwright/test';
import { ADMIN_STATE } from './support/product.js';
import { everyPage, pageIsOpen, settled } from './support/pages.js';
import { expect, test } from './support/test.js';

/*
 * The answers are spoilt between the browser and the product, which cannot be made to fail in each of these ways at a
 * chosen moment. Who is signed in and whether the set-up is done stay known: what happens without them is a flow of its own.
 */
const DATA = /\/api\/v1\/(?!auth\/session$|auth\/csrf$|setup$)/;
const STREAMS = /\/(events|live|stream)(\?|$)/;

test.use({ storageState: ADMIN_STATE });
test.describe.configure({ timeout: 600_000 });

const alerts = (page: Page) => page.locator('sp-problem[role="alert"]:visible');

async function spoil(page: Page, how: (route: Route) => Promise<unknown>): Promise<() => Promise<void>> {
  const handle = async (route: Route): Promise<void> => {
    // A page that is left takes its requests along.
    if (STREAMS.test(route.request().url())) await route.continue().catch(() => undefined);
    else await how(route).catch(() => undefined);
  };
  await page.route(DATA, handle);
  return () => page.unroute(DATA, handle);
}

function problem(status: number, code: string, headers: Record<string, string> = {}) {
  const body = {
    type: 'about:blank',
    title: 'x',
    status,
    code,
    detail: 'Told by the test.',
    requestId: 'spoilt-request',
  };
  const json = JSON.stringify(body);
  return (route: Route) => route.fulfill({ status, headers, contentType: 'application/problem+json', body: json });
}

/** Pages that show something of their own which no request could spoil are not asked for an alert. */
async function asksForData(page: Page, path: string): Promise<boolean> {
  let asked = false;
  const listen = (request: { url: () => string }): void => {
    if (DATA.test(request.url()) && !STREAMS.test(request.url())) asked = true;
  };
  page.on('request', listen);
  await page.goto(path);
  await settled(page);
  page.off('request', listen);
  return asked;
}

test('slow answers: the page stands, holds the places, and is filled when they come', async ({ page, context }) => {
  const slow = async (path: string): Promise<void> => {
    const tab = await context.newPage();
    const asks = await asksForData(tab, path);
    await spoil(tab, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 5000));
      await route.continue();
    });
    await tab.goto(path, { waitUntil: 'domcontentloaded' });
    // Where a title or a person is the heading, it comes with the answer.
    if (asks) await expect.soft(tab.locator('sp-skeleton, [aria-busy="true"]').first(), path).toBeAttached();
    await expect(pageIsOpen(tab), path).toBeAttached();
    await expect.soft(alerts(tab), path).toHaveCount(0);
    await settled(tab);
    await expect.soft(tab.locator('[aria-busy="true"]'), path).toHaveCount(0, { timeout: 20_000 });
    await expect.soft(alerts(tab), path).toHaveCount(0);
    await tab.close();
  };
  const paths = await everyPage(page);
  expect(paths.length).toBeGreaterThan(15);
  // Each tab holds streams open, and a browser has six connections for all of them.
  while (paths.length > 0) await Promise.all(paths.splice(0, 2).map(slow));
});

test('500: what happened, an id to quote, and a retry that heals', async ({ page }) => {
  for (const path of await everyPage(page)) {
    if (!(await asksForData(page, path))) continue;
    const heal = await spoil(page, problem(500, 'internal-error'));
    await page.goto(path);
    await expect(alerts(page).first(), path).toContainText('Something went wrong on the server');
    await expect.soft(alerts(page).first().getByRole('button', { name: 'Copy request id' }), path).toBeVisible();
    await expect.soft(page.locator('sp-skeleton:visible'), path).toHaveCount(0);
    await heal();
    for (let left = await alerts(page).count(); left > 0; left--) {
      await alerts(page).first().getByRole('button', { name: 'Try again' }).click();
      await expect.poll(() => alerts(page).count(), { message: path }).toBeLessThan(left);
      left = (await alerts(page).count()) + 1;
    }
    await settled(page);
  }
});

const SINGLE: readonly [page: string, route: RegExp, words: string][] = [
  ['/library', /\/library\/facets/, 'Genres and qualities could not be read.'],
  ['/library', /\/library\/sections/, 'Libraries could not be read.'],
  ['/library', /\/library\/(facets|sections)/, 'Libraries, genres and qualities could not be read.'],
  ['/insights/duplicates', /\/library\/sections/, 'Your libraries could not be read.'],
  ['/insights/unwatched', /\/library\/sections/, 'Your libraries could not be read.'],
  ['/insights/quality', /\/library\/sections/, 'Your libraries could not be read.'],
  ['/', /\/recommendations(\?|$)/, 'What is picked for you could not be read.'],
  ['/items/:id', /\/similar/, 'Similar titles could not be read.'],
];

test('one answer that fails is told where it is missing, and can be asked for again', async ({ page }) => {
  const { items } = await (await page.request.get('/api/v1/library/items?type=movie&limit=1')).json();
  for (const [path, route, words] of SINGLE) {
    const where = `${path} without ${String(route)}`;
    let failed = 0;
    const fail = problem(500, 'internal-error');
    await page.route(route, async (each) => {
      failed += 1;
      await fail(each);
    });
    await page.goto(path.replace(':id', items[0].id));
    const note = page.getByRole('status').filter({ hasText: words });
    await expect(note, where).toBeVisible({ timeout: 15_000 });
    await expect(alerts(page), where).toHaveCount(0);
    const before = failed;
    await note.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => failed, where).toBeGreaterThan(before);
    await expect(note, where).toBeVisible();
    await expect(note.getByRole('button', { name: 'Try again' }), where).toBeEnabled();
    await page.unroute(route);
    await note.getByRole('button', { name: 'Try again' }).click();
    await expect(note, where).toHaveCount(0);
    // A page that is left while it still loads its parts may say that one could not be loaded.
    await settled(page);
  }
});

for (const [status, title] of [
  [503, 'SmartPlex is busy'],
  [429, 'Too many requests'],
] as const) {
  test(`${status} with Retry-After: says when it asks again, and does`, async ({ page }) => {
    for (const path of await everyPage(page)) {
      if (!(await asksForData(page, path))) continue;
      const heal = await spoil(page, problem(status, 'spoilt', { 'retry-after': '2' }));
      await page.goto(path);
      await expect(alerts(page).first(), path).toContainText(title);
      await expect.soft(alerts(page).first(), path).toContainText(/Trying again in \d s/);
      await heal();
      await expect(alerts(page), path).toHaveCount(0, { timeout: 15_000 });
    }
  });
}

test('401 in the middle: the page stays, and sign-in leads back to it', async ({ page }) => {
  for (const path of await everyPage(page)) {
    if (!(await asksForData(page, path))) continue;
    const heal = await spoil(page, problem(401, 'unauthenticated'));
    await page.goto(path);
    const dialog = page.getByRole('dialog', { name: 'You are signed out' });
    await expect(dialog, path).toBeVisible();
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await expect(page, path).toHaveURL(new RegExp(`/login\\?returnTo=${encodeURIComponent(path)}`));
    await heal();
  }
});

test.describe('installed', () => {
  test.use({ worker: true });

  test('offline: every page is reached, says so, and goes on by itself', async ({ page, context }) => {
    await page.goto('/');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await settled(page);
    const links = page.getByRole('navigation', { name: 'Main' }).locator('li a');
    for (const name of await links.allInnerTexts()) {
      await context.setOffline(true);
      await links.filter({ hasText: name }).click();
      await expect(page.getByText('You are offline.'), name).toBeVisible();
      await context.setOffline(false);
      await expect(page.getByText('You are offline.'), name).toHaveCount(0);
      await settled(page);
      await expect(alerts(page), name).toHaveCount(0, { timeout: 20_000 });
    }
  });
});

test('typed text and filters survive a fault', async ({ page }) => {
  await page.goto('/library?type=movie');
  await settled(page);
  const heal = await spoil(page, problem(500, 'internal-error'));
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search the library' })).toBeFocused();
  await page.keyboard.insertText('evening');
  await expect(alerts(page).first()).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Search the library' })).toHaveValue('evening');
  await expect(page).toHaveURL(/type=movie.*q=evening/);
  await heal();
  await alerts(page).first().getByRole('button', { name: 'Try again' }).click();
  await expect(alerts(page)).toHaveCount(0);
  await expect(page).toHaveURL(/type=movie.*q=evening/);
});

test('nobody knows who is signed in: the portal says so, and goes on to where the person wanted', async ({ page }) => {
  const session = '**/api/v1/auth/session';
  await page.route(session, problem(503, 'database-unavailable', { 'retry-after': '2' }));
  await page.goto('/statistics');
  await expect(page.getByRole('alert')).toContainText('SmartPlex is busy');
  await page.unroute(session);
  await expect(page.getByRole('heading', { name: 'Statistics', level: 1 })).toBeVisible({ timeout: 15_000 });
});

test('the set-up tells of each fault and goes on', async ({ page }) => {
  await page.goto('/setup');
  await settled(page);
  const heal = await spoil(page, problem(500, 'internal-error'));
  await page.goto('/setup');
  await expect(alerts(page).first()).toContainText('Something went wrong on the server');
  await heal();
  await alerts(page).first().getByRole('button', { name: 'Try again' }).click();
  await expect(alerts(page)).toHaveCount(0);
});
