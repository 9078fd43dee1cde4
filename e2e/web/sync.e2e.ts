import { expect, test } from './support/test.js';
import {
  control,
  expectAccessible,
  expectNoSidewaysScroll,
  runsByHand,
  startSync,
  syncThroughPage,
  watchErrors,
} from './support/person.js';
import { ADMIN_STATE } from './support/product.js';

test.use({ storageState: ADMIN_STATE });

test('a sync is started, watched live and found in the history', async ({ page }) => {
  const errors = watchErrors(page);
  await page.goto('/sync');
  await expectAccessible(page);
  const before = await runsByHand(page);
  expect(await syncThroughPage(page)).toBe('succeeded');
  expect(await runsByHand(page)).toHaveLength(before.length + 1);
  await expect(page.getByText(/succeeded|complete/i).first()).toBeVisible();
  expect(errors.filter((text) => !text.includes('409'))).toEqual([]);
});

test('a running sync is cancelled within two seconds', async ({ page }) => {
  await page.goto('/sync');
  await control('POST', 'faults', { scope: 'Attic', path: '/library/sections/*', kind: 'slow', delayMs: 1500 });
  try {
    const id = await startSync(page);
    await page
      .getByRole('button', { name: /Cancel/ })
      .first()
      .click();
    const run = async () => (await page.request.get(`/api/v1/sync/runs/${id}`)).json();
    await expect.poll(async () => (await run()).state).toBe('cancelled');
    // By the clock of the product: the poll looks less and less often.
    const { items } = await (await page.request.get('/api/v1/audit?action=sync.cancel&limit=1')).json();
    expect(Date.parse((await run()).finishedAt) - Date.parse(items[0].at)).toBeLessThan(2_500);
  } finally {
    await control('DELETE', 'faults');
  }
});

test('a change in Plex is in the library after the next sync', async ({ page }) => {
  const found = page.locator('sp-item-grid a[href]');
  const title = 'Quixotic Lanternfish Regatta';
  const { ratingKey } = await control<{ ratingKey: string }>('POST', 'items/add', { type: 'movie', title });
  expect(await syncThroughPage(page)).toBe('succeeded');
  await page.goto('/library?q=Lanternfish');
  await expect(found.filter({ hasText: title })).toHaveCount(1);

  const renamed = 'Quixotic Bumblebee Regatta';
  await control('POST', 'items/change', { ratingKey, title: renamed });
  expect(await syncThroughPage(page)).toBe('succeeded');
  await page.goto('/library?q=Bumblebee');
  await expect(found.filter({ hasText: renamed })).toHaveCount(1);
  const address = await found.filter({ hasText: renamed }).getAttribute('href');

  await control('POST', 'items/delete', { ratingKey });
  expect(await syncThroughPage(page)).toBe('succeeded');
  await page.goto('/library?q=Quixotic%20Bumblebee%20Regatta');
  await expect(page.locator('sp-filter-bar .count')).toHaveText(/\d|No/);
  await expect(found.filter({ hasText: renamed })).toHaveCount(0);
  await page.goto(address ?? '');
  await expect(page.getByText(/not found|not here|gone/i).first()).toBeVisible();
});

test('hostile titles are text: no script of theirs runs', async ({ page }) => {
  const errors = watchErrors(page);
  const title = '<img src=x onerror="window.hostile=1"> <script>window.hostile=1</script> {{constructor}} Grimalkin';
  const summary = `"><svg onload="window.hostile=1">${'long'.repeat(500)}`;
  const { ratingKey } = await control<{ ratingKey: string }>('POST', 'items/add', { type: 'movie', title, summary });
  expect(await syncThroughPage(page)).toBe('succeeded');
  await page.goto('/library?q=Grimalkin');
  const tile = page.locator('sp-item-grid a[href]').filter({ hasText: 'Grimalkin' });
  await expect(tile).toContainText('<script>');
  await tile.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('onerror="window.hostile=1"');
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.goto('/library?view=table&q=Grimalkin');
  await expect(page.getByText('Grimalkin').first()).toBeVisible();
  expect(await page.evaluate(() => 'hostile' in window)).toBe(false);
  expect(errors.filter((text) => !text.includes('409'))).toEqual([]);
  await control('POST', 'items/delete', { ratingKey });
});

test('many titles missing at once are held until a person decides', async ({ page }) => {
  expect(await syncThroughPage(page)).toBe('succeeded');
  const { deleted, ratingKeys } = await control<{ deleted: number; ratingKeys: string[] }>(
    'POST',
    'items/delete-share',
    { section: '1', share: 0.4 },
  );
  expect(deleted).toBeGreaterThan(500);
  const count = async () => (await (await page.request.get('/api/v1/library/items/count?type=movie')).json()).count;
  const before = await count();
  try {
    expect(await syncThroughPage(page)).toBe('incomplete');
    expect(await count()).toBe(before);
    await expect(page.getByRole('button', { name: 'Remove what is gone' })).toBeVisible();
    await expectAccessible(page);
  } finally {
    await control('POST', 'items/undelete', { ratingKeys });
  }
  expect(await syncThroughPage(page)).toBe('succeeded');
  await expect(page.getByRole('button', { name: 'Remove what is gone' })).toHaveCount(0);
  expect(await count()).toBe(before);
});

test('the schedule is read, changed in place and refused at the field', async ({ page }) => {
  const errors = watchErrors(page);
  await page.goto('/sync');
  const card = page.locator('sp-schedule-card');
  await expect(card.getByText('All titles compared')).toBeVisible();
  await expect(card.locator('time').first()).toHaveAttribute('datetime', /Z$/);
  const minutes = card.getByLabel('Look for changes every');
  await minutes.fill('0');
  await card.getByRole('button', { name: 'Save schedule' }).click();
  await expect(card.getByText('from 1 to 1440')).toBeVisible();
  await expect(minutes).toBeFocused();
  await expectAccessible(page);

  await minutes.fill('45');
  const listen = card.getByRole('switch', { name: 'Listen for changes' });
  await listen.focus();
  await page.keyboard.press('Space');
  await card.getByLabel('Compare all titles at').fill('04:10');
  await card.getByLabel('Read everything on').selectOption({ label: 'Saturday' });
  await card.getByRole('button', { name: 'Save schedule' }).click();
  await expect(card.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(minutes).toHaveValue('45');
  await expect(listen).not.toBeChecked();
  await expect(card.getByLabel('Compare all titles at')).toHaveValue('04:10');
  await expect(card.getByLabel('Read everything on')).toHaveValue('6');
  const [{ at }] = (await (await page.request.get('/api/v1/sync/schedule')).json()).nextRuns;
  expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(46 * 60_000);

  await minutes.fill('15');
  await listen.check();
  await card.getByLabel('Compare all titles at').fill('03:30');
  await card.getByLabel('Read everything on').selectOption({ label: 'Sunday' });
  await card.getByRole('button', { name: 'Save schedule' }).click();
  await expect(card.getByText('Saved.')).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const time of await card.locator('time').all()) {
    await time.hover();
    await expectNoSidewaysScroll(page);
  }
  expect(errors).toEqual([]);
});
