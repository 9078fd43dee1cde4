import { expect, test } from './support/test.js';
import { expectAccessible, expectNoSidewaysScroll, watchErrors } from './support/person.js';
import { ADMIN_STATE } from './support/product.js';

test.use({ storageState: ADMIN_STATE });

test('search as you type forgives a slip and keeps the question in the address', async ({ page }) => {
  const { items } = await (await page.request.get('/api/v1/library/items?type=movie&limit=50&sort=year')).json();
  const words = items.flatMap(({ title }: { title: string }) => title.match(/[A-Za-z]{7,}/g) ?? []) as string[];
  const word = words[0];
  const slip = word.slice(0, 2) + word[3] + word[2] + word.slice(4);
  await page.goto('/library');
  await expect(page.locator('sp-item-grid a[href]').first()).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type(slip);
  await expect(page).toHaveURL(new RegExp(`q=${slip}`));
  await expect(page.locator('sp-item-grid a[href]').first()).toContainText(word);
});

test('filters live in the address: reload and back keep them', async ({ page }) => {
  await page.goto('/library');
  const filters = page.getByRole('button', { name: 'Filters' });
  if ((await filters.getAttribute('aria-expanded')) === 'false') await filters.click();
  await page.getByLabel('Watched', { exact: true }).selectOption('true');
  await expect(page).toHaveURL(/watched=true/);
  await expect(page.locator('sp-filter-bar .count')).toHaveText(/^\d{1,3} titles/);
  const count = await page.locator('sp-filter-bar .count').textContent();
  await page.getByLabel('Kind').selectOption('show');
  await expect(page).toHaveURL(/type=show/);
  await page.goBack();
  await expect(page).not.toHaveURL(/type=show/);
  await page.reload();
  await expect(page.locator('sp-filter-bar .count')).toHaveText(count ?? '');
});

test('a filter that fits nothing says what was tried and relaxes with one click', async ({ page }) => {
  await page.goto('/library?yearFrom=1001&yearTo=1002');
  await expect(page.getByRole('heading', { name: 'No title fits' })).toBeVisible();
  await page.getByRole('button', { name: /^Without/ }).click();
  await expect(page.locator('sp-item-grid a[href]').first()).toBeVisible();
});

test('the grid jumps to the middle of thousands of titles and fills what is seen', async ({ page }) => {
  const errors = watchErrors(page);
  await page.goto('/library?sort=title');
  await expect(page.locator('sp-item-grid a[href]').first()).toBeVisible();
  await page.evaluate(() => {
    const scroller = [...document.querySelectorAll('*')].find(
      (e) => e.scrollHeight > 20_000 && e.clientHeight < 3000 && e.clientHeight > 100,
    );
    (scroller ?? document.scrollingElement)!.scrollTop = (scroller ?? document.scrollingElement)!.scrollHeight / 2;
  });
  await expect.poll(() => page.locator('sp-item-grid a').count()).toBeGreaterThan(5);
  expect(await page.locator('sp-item-grid a').count()).toBeLessThan(400);
  expect(errors).toEqual([]);
});

test('arrows walk the grid and Enter opens a title', async ({ page }) => {
  await page.goto('/library?sort=title');
  await page.locator('sp-item-grid a[href]').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator(':focus')).toHaveAttribute('data-index', '1');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator(':focus')).toHaveAttribute('data-index', /^([2-9]|\d\d)$/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/items\/\d+/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a title shows its versions, and files to administrators', async ({ page }) => {
  await page.goto('/library?type=movie&sort=title');
  await page.locator('sp-item-grid a[href]').nth(3).click();
  await expect(page.getByRole('table')).toBeVisible();
  await expect(page.getByText(/\/data\/Movies\/|\.mkv|\.mp4/).first()).toBeVisible();
  await expectAccessible(page);
});

test('a title leads to its other copies', async ({ page }) => {
  const list = '/api/v1/library/items?type=movie&sort=title&order=asc&limit=100';
  let copy: { id: string; alsoOn: { id: string; serverName: string }[] } | undefined;
  for (let cursor: string | null = ''; cursor !== null && !copy;) {
    const { items, nextCursor } = await (await page.request.get(`${list}${cursor && `&cursor=${cursor}`}`)).json();
    // Another edition has the same title, so it stands beside.
    for (const [i, { id, title }] of items.entries()) {
      if (copy || title !== items[i + 1]?.title) continue;
      const item = await (await page.request.get(`/api/v1/library/items/${id}`)).json();
      if (item.alsoOn.length > 0) copy = item;
    }
    cursor = nextCursor;
  }
  const [other] = copy!.alsoOn;
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/items/${copy!.id}`);
  const links = page.locator('.also').getByRole('link', { name: other.serverName });
  await expect(links).toHaveCount(copy!.alsoOn.length);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await links.first().click();
  await expect(page).toHaveURL(new RegExp(`/items/${other.id}$`));
  await expect(page.locator('.also').locator(`a[href$="/items/${copy!.id}"]`)).toBeVisible();
});

test('a series shows seasons and episodes', async ({ page }) => {
  await page.goto('/library?type=show&sort=title');
  await page.locator('sp-item-grid a[href]').first().click();
  await expect(page.getByRole('tab').first()).toBeVisible();
  await expectAccessible(page);
});

test('the table fits a phone of 360 px', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/library?view=table');
  await page.waitForLoadState('networkidle');
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
