import type { Page } from '@playwright/test';
import { control, expectAccessible, expectNoSidewaysScroll, runsByHand } from './support/person.js';
import { ADMIN_STATE } from './support/product.js';
import { expect, test } from './support/test.js';

test.use({ storageState: ADMIN_STATE });

const ITEMS = '**/api/v1/library/items?**q=**';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Search and commands' });
const field = (page: Page) => palette(page).getByRole('combobox');
const options = (page: Page) => palette(page).getByRole('option');

async function open(page: Page): Promise<void> {
  await expect(page.getByRole('searchbox', { name: 'Search the library' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
}

async function activeRuns(page: Page): Promise<number> {
  const { items } = await (await page.request.get('/api/v1/sync/runs?limit=100')).json();
  return items.filter(({ state }: { state: string }) => ['queued', 'running'].includes(state)).length;
}

async function aWord(page: Page): Promise<string> {
  const { items } = await (await page.request.get('/api/v1/library/items?type=movie&limit=50&sort=year')).json();
  return items.flatMap(({ title }: { title: string }) => title.match(/[A-Za-z]{7,}/g) ?? [])[0];
}

test('the keyboard alone opens a page, and the focus comes back from a look', async ({ page }) => {
  await page.goto('/library?sort=title');
  const first = page.locator('sp-item-grid a[href]').first();
  await first.focus();
  await open(page);
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await options(page).first().getAttribute('id'))!);
  await page.keyboard.press('Escape');
  await expect(palette(page)).toHaveCount(0);
  await expect(first).toBeFocused();

  await open(page);
  await page.keyboard.type('duplic');
  await expect(options(page).first()).toHaveText(/Insights: Duplicates/);
  await field(page).fill('stat');
  await expect(options(page).first()).toHaveText(/Statistics/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/statistics/);
  await open(page);
  await expect(palette(page).getByRole('group', { name: 'Recent' }).getByRole('option')).toHaveText(/Statistics/);
});

test('a title is found in spite of a slip, and Ctrl+Enter opens all that was found', async ({ page }) => {
  const word = await aWord(page);
  const slip = word.slice(0, 2) + word[3] + word[2] + word.slice(4);
  await page.goto('/');
  await open(page);
  await page.keyboard.type(slip);
  const titles = palette(page).getByRole('group', { name: 'Titles' }).getByRole('option');
  await expect(titles.first()).toContainText(word, { ignoreCase: true });
  await page.keyboard.press('ArrowUp');
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/items\/\d+/);
  await open(page);
  await page.keyboard.type(slip);
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(new RegExp(`/library\\?q=${slip}`));
});

test('acts: the theme changes, and a sync starts and is shown', async ({ page }) => {
  await page.goto('/');
  await open(page);
  await page.keyboard.type('light');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect.poll(() => activeRuns(page)).toBe(0);
  // As long as it takes to be looked at.
  await control('POST', 'faults', { scope: 'Attic', path: '/library/sections/*', kind: 'slow', delayMs: 10_000 });
  try {
    await open(page);
    await page.keyboard.type('start sync');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/sync/);
    const cancel = page.getByRole('button', { name: 'Cancel' }).first();
    await expect(cancel).toBeVisible();
    await cancel.click();
    await expect.poll(() => activeRuns(page)).toBe(0);
  } finally {
    await control('DELETE', 'faults');
  }
});

test('Enter waits for the servers that its words may mean', async ({ page }) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.goto('/');
  await page.route('**/api/v1/plex/servers', async (route) => {
    await held;
    await route.continue();
  });
  // One that is under way would refuse another.
  const [run] = await runsByHand(page);
  await page.route('**/api/v1/sync/runs', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 202, json: run }) : route.fallback(),
  );
  const asked = page.waitForRequest((each) => each.method() === 'POST' && each.url().endsWith('/api/v1/sync/runs'));
  await open(page);
  await page.keyboard.type('start sync');
  await page.keyboard.press('Enter');
  await expect(palette(page).locator('.body')).toHaveAttribute('aria-busy', 'true');
  await expect(options(page)).toHaveCount(1);
  await expect(palette(page).locator('sp-skeleton').first()).toBeVisible();
  release();
  await asked;
  await expect(page).toHaveURL(/\/sync$/);
});

test('an API that fails is told and asked again, and what was typed stays', async ({ page }) => {
  await page.goto('/');
  await page.route(ITEMS, (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{}' }),
  );
  await open(page);
  await page.keyboard.type('harbour');
  const alert = palette(page).getByRole('alert');
  await expect(alert).toContainText('Something went wrong on the server');
  await expectAccessible(page);
  await page.unroute(ITEMS);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toHaveCount(0);
  await expect(field(page)).toHaveValue('harbour');
});

test('nothing found says so, and a palette that does not load offers a way on', async ({ page }) => {
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  await page.route('**/*.js', (route) => route.abort());
  await page.keyboard.press('Control+k');
  const alert = page.getByRole('alert').filter({ hasText: 'The search could not be opened' });
  await expect(alert).toBeVisible();
  await page.unroute('**/*.js');
  await alert.getByRole('button', { name: 'Load the page again' }).click();
  await expect(alert).toHaveCount(0);
  await page.waitForLoadState('networkidle');
  await open(page);
  await page.keyboard.type('qqqqzzzzqqqq');
  await expect(palette(page).getByText('No title is like')).toBeVisible();
  await expect(options(page)).toHaveCount(1);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`accessible and whole on a phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto('/');
    await page.getByRole('button', { name: 'Search and commands' }).click();
    await expect(field(page)).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.type('sta');
    await expect(palette(page).getByRole('group', { name: 'Titles' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(await palette(page).boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 740 });
  });
}
