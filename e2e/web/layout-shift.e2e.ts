import { expect, test } from './support/test.js';
import { ADMIN_STATE } from './support/product.js';
import { delayAnswers, watchShifts } from './support/shifts.js';

test.use({ storageState: ADMIN_STATE });
test.describe.configure({ timeout: 120_000 });

/** What has come when nothing of the page is missing any more. */
const PAGES = [
  { name: 'the system page', path: () => '/settings/system', last: '#system-bundle' },
  { name: 'the page of a show', path: (show: string) => `/items/${show}`, last: 'sp-similar-row' },
  { name: 'the unwatched titles', path: () => '/insights/unwatched', last: 'sp-insight-list tbody th' },
];

for (const { name, path, last } of PAGES)
  test(`nothing moves on ${name} while slow answers come`, async ({ page }) => {
    const { items } = await (await page.request.get('/api/v1/library/items?type=show&limit=1')).json();
    await delayAnswers(page, 700);
    const shifted = await watchShifts(page);
    for (const [width, height] of [
      [360, 740],
      [640, 900],
      [1024, 1100],
      [1440, 900],
      [2560, 1300],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.goto(path(items[0].id), { waitUntil: 'domcontentloaded' });
      await expect(page.locator(last).first()).toBeVisible({ timeout: 20_000 });
      await expect(page.locator('main sp-skeleton:visible')).toHaveCount(0, { timeout: 20_000 });
      expect.soft(await shifted(), `${name} at ${width} px`).toBeLessThan(0.01);
    }
  });
