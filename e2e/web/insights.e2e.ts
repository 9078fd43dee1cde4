import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import {
  expectAccessible,
  expectAccessibleInBothThemes,
  expectNoSidewaysScroll,
  signIn,
  watchErrors,
} from './support/person.js';
import { ADMIN_STATE } from './support/product.js';
import { painted, watchShifts } from './support/shifts.js';
import { expect, test } from './support/test.js';

const read = (page: Page, path: string) =>
  page.request
    .get(`/api/v1/insights/${path}`)
    .then(async (answer) => ({ status: answer.status(), ...(await answer.json()) }));
const blocks = (page: Page) => page.locator('sp-treemap [data-mark]');
const rows = (page: Page) => page.locator('sp-insight-list tbody th');
const firstRow = (page: Page) => rows(page).first().getByRole('link');
const chip = (page: Page, name: string) => page.locator('sp-insight-filters .chips').getByRole('button', { name });
const count = (value: number) => new Intl.NumberFormat('en').format(value);

async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

/** Lines of a file whose cells hold no line breaks of their own. */
function lines(csv: string): string[] {
  return csv
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .filter(Boolean);
}

async function answerWith(page: Page, status: number, code: string, headers: Record<string, string> = {}) {
  await page.route(/\/api\/v1\/insights\//, (route) =>
    route.fulfill({
      status,
      headers,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status, code, requestId: 'r-1' }),
    }),
  );
}

test.describe('as the administrator', () => {
  test.use({ storageState: ADMIN_STATE });

  // Figures are made after the first sync, and anew when the history is known.
  test.beforeAll(async ({ browser }) => {
    const page = await browser.newPage({ storageState: ADMIN_STATE });
    const ready = async () => {
      const { pendingSections, storage, history, unwatched } = await read(page, 'summary');
      const known = unwatched?.some(
        ({ state, items }: { state: string; items: number }) => state === 'idle' && items > 0,
      );
      return (
        pendingSections === 0 && storage.items > 0 && history.every(({ whole }: { whole: boolean }) => whole) && known
      );
    };
    await expect.poll(ready, { timeout: 50_000 }).toBe(true);
    await page.close();
  });

  test('storage adds up to what the libraries hold, and a block opens into its parts', async ({ page }) => {
    const errors = watchErrors(page);
    const { items: sections } = await (await page.request.get('/api/v1/library/sections')).json();
    const bytes = sections.reduce((sum: number, { sizeBytes }: { sizeBytes: number }) => sum + (sizeBytes ?? 0), 0);
    const { totalBytes } = await read(page, 'storage');
    expect(totalBytes).toBe(bytes);
    await page.goto('/');
    await page.getByRole('link', { name: 'Insights' }).first().click();
    await expect(page).toHaveURL(/\/insights$/);
    await expect(page.locator('.totals')).toContainText(/TB.*titles.*as of/s);
    await expect(blocks(page).first()).toHaveAccessibleName(/^Films: .* %, .* titles, /);
    await page.getByRole('navigation', { name: 'Split by' }).getByRole('link', { name: 'Container' }).click();
    await expect(page).toHaveURL(/by=container$/);
    const { groups } = await read(page, 'storage?by=container');
    await expect(blocks(page).first()).toHaveAccessibleName(new RegExp(`^${groups[0].label}: `));
    await blocks(page).first().click();
    await expect(page).toHaveURL(new RegExp(`container=${groups[0].key}$`));
    const path = page.getByRole('navigation', { name: 'Path' });
    await expect(path).toContainText(`Everything${groups[0].label}`);
    await expect(page.locator('.totals')).toContainText(`${count(groups[0].items)} titles`);
    const held = await read(page, `storage/items?container=${groups[0].key}`);
    await expect(page.locator('sp-storage-holdings li a').first()).toHaveText(held.items[0].item.title);
    await page.reload();
    await expect(path).toContainText(`Everything${groups[0].label}`);
    await path.getByRole('link', { name: 'Everything' }).click();
    await expect(page).toHaveURL(/\/insights$/);
    await page.goBack();
    await expect(page).toHaveURL(new RegExp(`container=${groups[0].key}$`));
    await expect(path).toContainText(`Everything${groups[0].label}`);
    await expect(page.locator('sp-storage-holdings li a').first()).toHaveText(held.items[0].item.title);
    await page.locator('sp-storage-holdings li a').first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(held.items[0].item.title);
    expect(errors).toEqual([]);
  });

  test('keys walk the treemap, open a block and lead back', async ({ page }) => {
    await page.goto('/insights?by=resolution');
    await expect(blocks(page).first()).toBeVisible();
    await expect(page.locator('sp-treemap [tabindex="0"]')).toHaveCount(1);
    await page.getByRole('navigation', { name: 'Split by' }).getByRole('link').last().focus();
    await page.keyboard.press('Tab');
    await expect(blocks(page).first()).toBeFocused();
    await expect(page.locator('sp-chart-tip')).toContainText(/ titles, /);
    await page.keyboard.press('ArrowRight');
    await expect(blocks(page).first()).not.toBeFocused();
    const chosen = await page.locator('sp-treemap :focus').getAttribute('aria-label');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/resolution=/);
    await expect(page.getByRole('navigation', { name: 'Path' }).locator('strong')).toHaveText(chosen!.split(':')[0]);
    // The next level takes the focus over.
    await expect(page.locator('sp-treemap :focus')).toHaveAttribute('data-mark', '0');
    await page.keyboard.press('Escape');
    await expect(page.locator('sp-chart-tip')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/\/insights\?by=resolution$/);
    await expect(page.locator('sp-treemap :focus')).toHaveCount(1);
  });

  test('the table says what the treemap shows, and its order lives in the address', async ({ page }) => {
    const { groups } = await read(page, 'storage?by=decade');
    await page.goto('/insights?by=decade');
    const table = page.locator('sp-storage-table');
    await expect(table.getByRole('rowheader')).toHaveCount(groups.length);
    await expect(table.getByRole('rowheader').first()).toHaveText(`${groups[0].key}s`);
    await table.getByRole('button', { name: 'Titles' }).click();
    await expect(page).toHaveURL(/sort=items/);
    const most = Math.max(...groups.map(({ items }: { items: number }) => items));
    await expect(table.getByRole('cell').first()).toHaveText(count(most));
    await expect(table.getByRole('columnheader', { name: 'Titles' })).toHaveAttribute('aria-sort', 'descending');
    await page.reload();
    await expect(table.getByRole('cell').first()).toHaveText(count(most));
    await table.getByRole('button', { name: '1990s' }).click();
    await expect(page).toHaveURL(/decade=1990/);
  });

  test('the titles of a block are saved as CSV, as the API tells them', async ({ page }) => {
    await page.goto('/insights?type=movie&resolution=480');
    const { groups } = await read(page, 'storage?type=movie&resolution=480&by=type');
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export these titles as CSV' }).click();
    const saved = await textOf(await saving);
    expect(saved).toMatch(/^\uFEFFitemId,serverId,/);
    expect(lines(saved)).toHaveLength(groups[0].items + 1);
  });

  test('unwatched titles are filtered, sorted and found by words, all in the address', async ({ page }) => {
    await page.goto('/insights/unwatched');
    await expect(firstRow(page)).toBeVisible();
    await chip(page, 'Idle').click();
    await expect(page).toHaveURL(/state=idle/);
    await expect(page.locator('sp-insight-list sp-status').first()).toHaveText('Idle');
    await page.getByRole('button', { name: 'Last watched' }).click();
    await expect(page).toHaveURL(/sort=lastViewedAt/);
    const { items } = await read(page, 'unwatched?state=idle&sort=lastViewedAt');
    await expect(firstRow(page)).toHaveText(items[0].item.title);
    await page.getByLabel('Kind').selectOption('show');
    await expect(page).toHaveURL(/type=show/);
    await page.goBack();
    await expect(page).not.toHaveURL(/type=show/);
    await expect(page.getByLabel('Kind')).toHaveValue('');
    await page.getByLabel('Words of a title').fill('zzzzzzzzqq');
    await expect(page.getByRole('heading', { name: 'No title fits the filters' })).toBeVisible();
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await expect(page.getByLabel('Words of a title')).toHaveValue('');
    await expect(firstRow(page)).toBeVisible();
    await expect(page).not.toHaveURL(/state|q=/);
  });

  test('what nobody knows is called unknown, and the page says how far the history reaches', async ({ page }) => {
    await page.goto('/insights/unwatched?state=unknown');
    await expect(page.getByText(/remembers views since/)).toBeVisible();
    const row = page.locator('sp-insight-list tbody tr').first();
    await expect(row.locator('sp-status')).toHaveText('Unknown');
    await expect(row.locator('.viewed')).not.toHaveText('never');
  });

  test('picked titles stay picked through sorts, and are saved, copied and opened', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/insights/unwatched?type=movie&state=never');
    const names = await Promise.all([0, 2].map((at) => rows(page).nth(at).getByRole('link').textContent()));
    for (const at of [0, 2]) await page.locator('sp-insight-list tbody input').nth(at).check();
    const bar = page.getByRole('region', { name: 'Selection' });
    await expect(bar).toContainText(/^\s*2 titles selected, .*[GT]B/);
    await page.getByRole('button', { name: 'Added' }).click();
    await expect(page).toHaveURL(/sort=addedAt/);
    await expect(bar).toContainText('2 titles selected');
    const saving = page.waitForEvent('download');
    await bar.getByRole('button', { name: 'Export as CSV' }).click();
    const saved = lines(await textOf(await saving));
    const all = lines(
      await (await page.request.get('/api/v1/insights/unwatched/export?type=movie&state=never')).text(),
    );
    expect(saved).toHaveLength(3);
    expect(saved[0]).toBe(all[0]);
    for (const line of saved) expect(all).toContain(line);
    await bar.getByRole('button', { name: 'Copy titles' }).click();
    const copied = await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toContain(names[0]!)
      .then(() => page.evaluate(() => navigator.clipboard.readText()));
    expect(copied.split('\n')).toHaveLength(2);
    await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
    await expect(bar).toContainText(/1\d\d titles selected/);
    await bar.getByRole('link', { name: 'Open the first' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(names[0]!);
    await page.goBack();
    await expect(bar).toContainText(/1\d\d titles selected/);
    await bar.getByRole('button', { name: 'Clear' }).click();
    await expect(bar).toHaveCount(0);
  });

  test('the whole of a list is saved as CSV, as its filters narrow it', async ({ page }) => {
    await page.goto('/insights/quality');
    await chip(page, 'Missing ids').click();
    await expect(page).toHaveURL(/issue=missingIds/);
    const { quality } = await read(page, 'summary');
    const { items } = quality.find(({ issue }: { issue: string }) => issue === 'missingIds');
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export all as CSV' }).click();
    const saved = await textOf(await saving);
    expect(lines(saved)).toHaveLength(items + 1);
    // No cell begins like a formula.
    expect(saved).not.toMatch(/(^|,|\n)"?[=+@]/);
  });

  test('a page of a list is followed by the next', async ({ page }) => {
    await page.goto('/insights/unwatched');
    await expect(rows(page)).toHaveCount(100);
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect(rows(page)).toHaveCount(200);
  });

  test('a choice among copies says what it would free, and all choices what they would together', async ({ page }) => {
    const { items } = await read(page, 'duplicates?kind=versions');
    const sized = items.filter(({ copies }: { copies: { frees: number | null }[] }) => copies[0].frees !== null);
    await page.goto('/insights/duplicates?kind=versions');
    await expect(page.getByText('Nothing here deletes')).toBeVisible();
    const card = (title: string) => page.locator('sp-duplicate-card').filter({ hasText: title }).first();
    await card(sized[0].title).getByRole('radio').first().check();
    await expect(card(sized[0].title)).toContainText('This choice would free');
    const bar = page.getByRole('region', { name: 'Choices' });
    await expect(bar).toContainText('Choices for 1 title would free');
    await card(sized[1].title).getByRole('radio').nth(1).check();
    await expect(bar).toContainText('Choices for 2 titles would free');
    const saving = page.waitForEvent('download');
    await bar.getByRole('button', { name: 'Export as CSV' }).click();
    const saved = lines(await textOf(await saving));
    expect(saved).toHaveLength(1 + sized[0].copies.length + sized[1].copies.length);
    expect(saved.filter((line) => line.endsWith(',true'))).toHaveLength(2);
    await page.getByRole('button', { name: 'Keep the best of all shown' }).click();
    await expect(bar).toContainText(new RegExp(`Choices for ${items.length} titles`));
    await bar.getByRole('button', { name: 'Clear choices' }).click();
    await expect(bar).toBeHidden();
  });

  test('typed words and what is picked survive a fault, and asking again helps', async ({ page }) => {
    await page.goto('/insights/unwatched');
    await page.locator('sp-insight-list tbody input').first().check();
    await answerWith(page, 500, 'internal');
    await page.getByLabel('Words of a title').fill('the');
    await expect(page.getByRole('alert')).toContainText('Something went wrong on the server');
    await expect(page.getByLabel('Words of a title')).toHaveValue('the');
    await expect(page.getByRole('region', { name: 'Selection' })).toContainText('1 title selected');
    await expectAccessible(page);
    await page.unroute(/\/api\/v1\/insights\//);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(firstRow(page)).toBeVisible();
    await expect(page.getByLabel('Words of a title')).toHaveValue('the');
    await expect(page.getByRole('region', { name: 'Selection' })).toContainText('1 title selected');
  });

  for (const [status, code] of [
    [503, 'insights-preparing'],
    [429, 'too-many-requests'],
  ] as const) {
    test(`a storage page that is answered ${status} says when it asks again, and does`, async ({ page }) => {
      await answerWith(page, status, code, { 'Retry-After': '2' });
      await page.goto('/insights');
      await expect(page.getByText(/Trying again in \d s/).first()).toBeVisible();
      await page.unroute(/\/api\/v1\/insights\//);
      await expect(blocks(page).first()).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);
    });
  }

  test('what was read stays in sight when the network goes, and goes on when it is back', async ({ page, context }) => {
    await page.goto('/insights?by=resolution');
    await expect(blocks(page).first()).toBeVisible();
    await context.setOffline(true);
    await page.getByRole('navigation', { name: 'Split by' }).getByRole('link', { name: 'Decade' }).click();
    await expect(page.getByRole('alert').first()).toContainText('SmartPlex cannot be reached');
    await expect(page.getByText('What is shown below was read before.')).toBeVisible();
    await expect(blocks(page).first()).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.locator('sp-storage-table').getByRole('button', { name: '1990s' })).toBeVisible();
  });

  for (const tab of ['unwatched', 'quality', 'duplicates'])
    test(`what was read of ${tab} stays when it cannot be read anew`, async ({ page }) => {
      const rows = page.locator('sp-insight-list tbody th, sp-duplicate-card');
      const figures = page.getByRole('navigation', { name: 'Insights' });
      await page.goto(`/insights/${tab}`);
      await expect(rows.first()).toBeVisible();
      await expect(figures).toContainText(/\d/);
      const [before, said, asOf] = [await rows.count(), await figures.innerText(), page.getByText(/^As of/)];
      await answerWith(page, 500, 'internal');
      await page.getByRole('button', { name: 'Refresh' }).click();
      const alert = page.getByRole('alert');
      await expect(alert).toContainText('Something went wrong on the server');
      await expect(alert).toContainText('What is shown below was read before.');
      await expect(page.getByText('The totals above could not be read anew.')).toBeVisible();
      await expect(rows).toHaveCount(before);
      await expect(asOf).toBeVisible();
      expect((await alert.boundingBox())!.y).toBeLessThan((await rows.first().boundingBox())!.y);
      expect(await figures.innerText()).toBe(said);
      await page.unroute(/\/api\/v1\/insights\//);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await expect(alert).toHaveCount(0);
      await expect(page.getByText('The totals above could not be read anew.')).toHaveCount(0);
      await expect(rows).toHaveCount(before);
    });

  test('totals that never came are told once, and asked for again', async ({ page }) => {
    const summary = /\/api\/v1\/insights\/summary/;
    await page.route(summary, (route) => route.fulfill({ status: 500, body: '{}' }));
    await page.goto('/insights/unwatched');
    const note = page.getByRole('status').filter({ hasText: 'The totals above could not be read.' });
    await expect(note).toBeVisible();
    const figures = page.getByRole('navigation', { name: 'Insights' });
    await expect(figures).not.toContainText('unknown');
    await expectAccessible(page);
    await page.unroute(summary);
    await note.getByRole('button', { name: 'Try again' }).click();
    await expect(note).toHaveCount(0);
    await expect(figures).toContainText(/\d/);
  });

  test('a library that is not there leads back to everything', async ({ page }) => {
    await page.goto('/insights?sectionId=00000000-0000-4000-8000-000000000000');
    await expect(page.getByRole('alert').first()).toContainText('Not found');
    await page.getByRole('link', { name: 'Back to everything' }).click();
    await expect(blocks(page).first()).toBeVisible();
  });

  test('titles of any length, direction and markup break nothing', async ({ page }) => {
    const hostile = `<img src=x onerror=alert(1)> \u202Eشَبَح ${'W'.repeat(1_000)} 🧨`;
    await page.route(/\/api\/v1\/insights\//, async (route) => {
      const answer = await route.fetch();
      const text = (await answer.text()).replace(
        /"(title|label|serverName)":"(?:[^"\\]|\\.)*"/g,
        `"$1":${JSON.stringify(hostile)}`,
      );
      await route.fulfill({ response: answer, body: text });
    });
    page.on('dialog', () => expect(false, 'a script ran').toBe(true));
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      for (const path of ['', '?by=show', '/duplicates', '/unwatched', '/quality']) {
        await page.goto(`/insights${path}`);
        await expect(page.getByText('<img src=x').first()).toBeVisible();
        await expectNoSidewaysScroll(page);
      }
    }
    await page.unrouteAll({ behavior: 'wait' });
  });

  // Lists of a few rows: what is looked at is the same in each of a hundred.
  const TABS = {
    storage: '',
    duplicates: '/duplicates?kind=sameTitle',
    unwatched: '/unwatched?state=unknown',
    quality: '/quality?issue=missingIds',
  };
  for (const width of [1440, 360])
    for (const [tab, path] of Object.entries(TABS))
      test(`${tab} is accessible in both themes, ${width} px`, async ({ page }) => {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`/insights${path}`);
        const box = page.locator('sp-insight-list tbody input, sp-duplicate-card input').first();
        if (tab === 'storage') await page.locator('sp-treemap [tabindex="0"]').focus();
        else await box.check();
        await expectAccessibleInBothThemes(page);
      });

  for (const width of [360, 768, 1024, 2560]) {
    test(`nothing is reached by scrolling sideways at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      for (const path of ['?by=show', '/duplicates', '/unwatched', '/quality']) {
        await page.goto(`/insights${path}`);
        await page.waitForLoadState('networkidle');
        await expectNoSidewaysScroll(page);
      }
    });
  }

  test('nothing moves when the answers come', async ({ page }) => {
    const shifted = await watchShifts(page);
    let release = (): void => undefined;
    let held = Promise.resolve();
    await page.route(/\/api\/v1\/insights\//, async (route) => {
      await held;
      await route.continue();
    });
    for (const size of [
      { width: 1440, height: 1000 },
      { width: 360, height: 740 },
    ]) {
      await page.setViewportSize(size);
      for (const path of ['', '/duplicates', '/unwatched', '/quality']) {
        held = new Promise((resolve) => (release = resolve));
        await page.goto(`/insights${path}`);
        await expect(page.locator('sp-skeleton').first()).toBeAttached();
        await page.evaluate(painted);
        release();
        await page.waitForLoadState('networkidle');
        await expect(page.locator('main sp-skeleton')).toHaveCount(0);
        await expect(page.locator('sp-treemap, sp-duplicate-card, sp-insight-list tbody th').first()).toBeVisible();
        expect(await shifted(), `${path} at ${size.width} px`).toBeLessThan(0.02);
      }
    }
  });
});

test('for a guest there is no such page', async ({ page }) => {
  await page.goto('/login');
  await signIn(page, 'ben');
  await expect(page.getByRole('link', { name: 'Statistics' }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Insights' })).toHaveCount(0);
  expect((await read(page, 'summary')).status).toBe(403);
  await page.goto('/insights/unwatched');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});
