import type { Page } from '@playwright/test';
import { expect, test } from './support/test.js';
import { control, expectAccessible, expectNoSidewaysScroll, signIn, watchErrors } from './support/person.js';
import { ADMIN_STATE } from './support/product.js';
import { painted } from './support/shifts.js';

const plays = (page: Page) => page.locator('sp-stats-page sp-figures .value').first();
const period = (page: Page, name: string) => page.getByRole('navigation', { name: 'Period' }).getByText(name);
const card = (page: Page, name: string | RegExp) => page.getByRole('region', { name, exact: true });
const counted = (page: Page, of: string, days: string) =>
  page.request.get(`/api/v1/stats/${of}?period=${days}`).then((answer) => answer.json());
const words = (count: number) => new Intl.NumberFormat('en').format(count);

test.describe('as the administrator', () => {
  test.use({ storageState: ADMIN_STATE });

  // The history follows the first sync in a job of its own.
  test.beforeAll(async ({ browser }) => {
    const page = await browser.newPage({ storageState: ADMIN_STATE });
    await expect
      .poll(async () => (await counted(page, 'server', 'all')).plays, { timeout: 45_000 })
      .toBeGreaterThan(2_900);
    // The newest plays are read last.
    await expect
      .poll(
        async () =>
          (await (await page.request.get('/api/v1/insights/summary')).json()).history.every(
            ({ whole }: { whole: boolean }) => whole,
          ),
        { timeout: 45_000 },
      )
      .toBe(true);
    await page.close();
  });

  test('the period lives in the address, and back leads to the one before', async ({ page }) => {
    const errors = watchErrors(page);
    const [month, year] = [await counted(page, 'me', '30d'), await counted(page, 'me', '1y')];
    expect(year.plays).toBeGreaterThan(month.plays);
    await page.goto('/');
    await page.getByRole('link', { name: 'Statistics' }).first().click();
    await expect(page).toHaveURL(/\/statistics$/);
    await expect(plays(page)).toHaveText(words(month.plays));
    await expect(period(page, '30 days')).toHaveAttribute('aria-current', 'true');
    await period(page, '1 year').click();
    await expect(page).toHaveURL(/\/statistics\?period=1y$/);
    await expect(plays(page)).toHaveText(words(year.plays));
    await expect(page.getByRole('heading', { name: 'Plays by week' })).toBeVisible();
    await page.reload();
    await expect(plays(page)).toHaveText(words(year.plays));
    await page.goBack();
    await expect(page).toHaveURL(/\/statistics$/);
    await expect(plays(page)).toHaveText(words(month.plays));
    await expect(page.getByRole('heading', { name: 'Plays by day' })).toBeVisible();
    expect(errors).toEqual([]);
  });

  test('a short address leads to the page, and a mistyped period to the usual one', async ({ page }) => {
    await page.goto('/stats?period=90d');
    await expect(page).toHaveURL(/\/statistics\?period=90d$/);
    await page.goto('/statistics?period=2d&of=mars');
    await expect(period(page, '30 days')).toHaveAttribute('aria-current', 'true');
    await expect(plays(page)).toHaveText(words((await counted(page, 'me', '30d')).plays));
  });

  test('the comparison is in words, and all of time says that nothing precedes it', async ({ page }) => {
    const { plays: now, previous } = await counted(page, 'server', '90d');
    await page.goto('/statistics?of=server&period=90d');
    const note = page.locator('sp-stats-page sp-figures .note').first();
    const difference = words(Math.abs(now - previous.plays));
    await expect(note).toHaveText(
      now === previous.plays
        ? /As many as in the 90 days before/
        : new RegExp(`${difference} ${now > previous.plays ? 'more' : 'fewer'} than in the 90 days before`),
    );
    await period(page, 'All time').click();
    await expect(note).toHaveText(/Nothing to compare all time with/);
  });

  test('the switch shows the whole server and the people on it', async ({ page }) => {
    const [own, server] = [await counted(page, 'me', '90d'), await counted(page, 'server', '90d')];
    expect(server.plays).toBeGreaterThan(own.plays);
    await page.goto('/statistics?period=90d');
    await expect(plays(page)).toHaveText(words(own.plays));
    await expect(card(page, 'People')).toHaveCount(0);
    await page.getByRole('navigation', { name: 'Whose plays' }).getByText('Whole server').click();
    await expect(page).toHaveURL(/period=90d&of=server$/);
    await expect(plays(page)).toHaveText(words(server.plays));
    await expect(card(page, 'People').getByRole('listitem')).toHaveCount(server.topPeople.length);
    await expect(card(page, 'People')).toContainText('ada');
    await page.goBack();
    await expect(plays(page)).toHaveText(words(own.plays));
  });

  test('each chart has a table behind it that says the same', async ({ page }) => {
    const { byDay, byHourOfWeek, topGenres } = await counted(page, 'server', '30d');
    await page.goto('/statistics?of=server');
    await expect(page.locator('sp-bar-chart [data-mark]')).toHaveCount(30);
    await expect(page.getByRole('button', { name: /^Show as table: / })).toHaveCount(6);
    const heights = await page.locator('sp-chart-card').evaluateAll((all) => all.map((each) => each.clientHeight));
    const days = card(page, 'Plays by day');
    await days.getByRole('button', { name: 'Show as table' }).click();
    await expect(days.getByRole('row')).toHaveCount(31);
    await expect(days.getByRole('row').last().getByRole('cell').first()).toHaveText(words(byDay.at(-1).plays));
    const hours = card(page, 'Hours of the week');
    await hours.getByRole('button', { name: 'Show as table' }).click();
    await expect(hours.getByRole('table')).toBeVisible();
    const cells = (await hours.getByRole('cell').allTextContents()).map((text) => Number(text.replace(/,/g, '')));
    const all = byHourOfWeek.reduce((sum: number, hour: { plays: number }) => sum + hour.plays, 0);
    expect(cells.reduce((a, b) => a + b, 0)).toBe(all);
    const genres = card(page, 'Genres');
    await genres.getByRole('button', { name: 'Show as table' }).click();
    await expect(genres.getByRole('rowheader').first()).toHaveText(topGenres[0].genre);
    expect(await page.locator('sp-chart-card').evaluateAll((all) => all.map((each) => each.clientHeight))).toEqual(
      heights,
    );
    await expectAccessible(page);
    await days.getByRole('button', { name: 'Show as chart' }).click();
    await expect(days.getByRole('table')).toHaveCount(0);
    await expect(days.locator('sp-bar-chart svg')).toBeVisible();
  });

  test('keys walk a chart, which is one Tab stop, and say what each mark means', async ({ page }) => {
    const { byDay } = await counted(page, 'me', '7d');
    await page.goto('/statistics?period=7d');
    const chart = page.locator('sp-bar-chart');
    await expect(chart.locator('[data-mark]')).toHaveCount(7);
    await expect(chart.locator('[tabindex="0"]')).toHaveCount(1);
    await card(page, 'Plays by day').getByRole('button', { name: 'Show as table' }).focus();
    await page.keyboard.press('Tab');
    await expect(chart.locator('[data-mark="6"]')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(chart.locator('[data-mark="5"]')).toBeFocused();
    const said = new RegExp(`: ${byDay[5].plays} plays?`);
    await expect(chart.locator('[data-mark="5"]')).toHaveAttribute('aria-label', said);
    await expect(chart.locator('sp-chart-tip')).toContainText(new RegExp(`${byDay[5].plays} plays?`));
    await page.keyboard.press('Escape');
    await expect(chart.locator('sp-chart-tip')).toHaveCount(0);
    await page.keyboard.press('Tab');
    await expect(chart.locator(':focus')).toHaveCount(0);
    await page.locator('sp-heat-map [data-mark="20"]').hover();
    await expect(page.locator('sp-heat-map sp-chart-tip')).toContainText('Monday, 20:00 to 21:00');
  });

  test('a title leads to its page and a genre into the library', async ({ page }) => {
    await page.goto('/statistics?period=1y');
    const title = page.locator('sp-title-row a').first();
    const name = await title.locator('.name').textContent();
    await title.click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name ?? '');
    await page.goBack();
    const genre = card(page, 'Genres').getByRole('link').first();
    const chosen = await genre.textContent();
    await genre.click();
    await expect(page).toHaveURL(new RegExp(`/library\\?genre=${encodeURIComponent(chosen ?? '')}`));
  });

  for (const scheme of ['light', 'dark'] as const) {
    test(`the page and its states are accessible, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto('/statistics?of=server&period=1y');
      await expect(page.locator('sp-bar-chart [data-mark]').first()).toBeVisible();
      await expectAccessible(page);
      await page.locator('sp-bar-chart [tabindex="0"]').focus();
      await expectAccessible(page);
    });
  }

  for (const width of [360, 768, 1024, 2560]) {
    test(`nothing is reached by scrolling sideways at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/statistics?of=server&period=90d');
      await expect(page.locator('sp-bar-chart [data-mark]').first()).toBeVisible();
      await expectNoSidewaysScroll(page);
      // The tips of the outermost marks must not widen the page either.
      for (const mark of ['[data-mark="0"]', '[data-mark="89"]']) {
        await page.locator(`sp-bar-chart ${mark}`).hover();
        await expect(page.locator('sp-chart-tip')).toBeVisible();
        await expectNoSidewaysScroll(page);
      }
      await page.getByRole('button', { name: 'Show as table: Hours of the week' }).click();
      await expectNoSidewaysScroll(page);
    });
  }

  test('nothing moves when the answer comes', async ({ page }) => {
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    let release = (): void => undefined;
    let held = Promise.resolve();
    await page.route(/\/api\/v1\/stats\//, async (route) => {
      await held;
      await route.continue();
    });
    for (const size of [
      { width: 1440, height: 2000 },
      { width: 360, height: 740 },
    ]) {
      await page.setViewportSize(size);
      held = new Promise((resolve) => (release = resolve));
      await page.goto('/statistics?of=server&period=1y');
      await expect(page.locator('sp-chart-card sp-skeleton').first()).toBeAttached();
      await page.evaluate(painted);
      release();
      await expect(page.locator('sp-bar-chart [data-mark]').first()).toBeVisible();
      await page.waitForLoadState('networkidle');
      const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
      expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.02);
    }
  });

  test('what could not be read says so beside what was, and is asked for again', async ({ page }) => {
    await page.goto('/statistics?period=7d');
    const week = words((await counted(page, 'me', '7d')).plays);
    await expect(plays(page)).toHaveText(week);
    await page.route(/\/api\/v1\/stats\//, (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 500, code: 'internal', requestId: 'r-1' }),
      }),
    );
    await period(page, '90 days').click();
    await expect(page.getByRole('alert')).toContainText('What is shown below is of the last 7 days.');
    await expect(plays(page)).toHaveText(week);
    await page.unroute(/\/api\/v1\/stats\//);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(plays(page)).toHaveText(words((await counted(page, 'me', '90d')).plays));
  });

  test('home tells the own last 30 days in figures', async ({ page }) => {
    const month = await counted(page, 'me', '30d');
    await page.goto('/');
    const section = page.getByRole('region', { name: 'Your last 30 days' });
    await expect(() => section.scrollIntoViewIfNeeded({ timeout: 2_000 })).toPass();
    await expect(section.locator('.value').first()).toHaveText(words(month.plays));
    await expect(section.locator('dt')).toHaveText([
      'Plays',
      'Time watched',
      'Seen to the end',
      'Days with plays',
      'Days in a row',
      'Titles finished',
    ]);
    await section.getByRole('link', { name: 'Statistics' }).click();
    await expect(page).toHaveURL(/\/statistics$/);
  });
});

test.describe('as a guest', () => {
  test('there are own plays only, whatever the address asks for', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/stats/')) asked.push(request.url());
    });
    await page.goto('/login');
    await signIn(page, 'ben');
    await expect(page.getByRole('link', { name: 'Statistics' }).first()).toBeVisible();
    const own = await counted(page, 'me', '1y');
    expect(own.plays).toBeGreaterThan(0);
    expect((await page.request.get('/api/v1/stats/server')).status()).toBe(403);
    await page.goto('/statistics?of=server&period=1y');
    await expect(plays(page)).toHaveText(words(own.plays));
    await expect(page.getByRole('navigation', { name: 'Whose plays' })).toHaveCount(0);
    await expect(card(page, 'People')).toHaveCount(0);
    expect(asked.filter((url) => !url.includes('/stats/me'))).toEqual([]);
    await expectAccessible(page);
  });

  test('who has watched nothing yet is told when that will show', async ({ page }) => {
    await control('POST', 'accounts', { title: 'newcomer' });
    await control('POST', 'shares', { account: 'newcomer', sections: ['1'] });
    await page.goto('/login');
    await signIn(page, 'newcomer');
    await expect(page.getByRole('link', { name: 'Statistics' }).first()).toBeVisible();
    await page.goto('/statistics');
    await expect(page.getByRole('heading', { name: 'Nothing watched yet' })).toBeVisible();
    await expect(page.getByText('appears here within minutes')).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoSidewaysScroll(page);
    await page.getByRole('main').getByRole('link', { name: 'Go to the library' }).click();
    await expect(page).toHaveURL(/\/library$/);
  });
});
