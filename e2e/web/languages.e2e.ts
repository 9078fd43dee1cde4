import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { expectNoSidewaysScroll, expectWordsInTheirBoxes } from './support/person.js';
import { ADMIN_STATE } from './support/product.js';
import { pseudo, pseudoCatalogue } from './support/pseudo.js';
import { collectFaults, expect, test } from './support/test.js';
import { unmarkedWords } from './support/unmarked-words.js';

const PHONE = { width: 360, height: 800 };
const READY_MS = 20_000;

const routesOf = (path: string): string => readFileSync(new URL(`../../web/src/app/${path}`, import.meta.url), 'utf8');

/** Every address of the portal that needs nothing chosen; a new page is walked from its first day. */
const ADDRESSES = (() => {
  const source = routesOf('app.routes.ts');
  const paths = [...source.matchAll(/path: '([\w/-]*)'/g)].map(([, path]) => path);
  const below = [...source.matchAll(/path: '([\w/-]+)',[^}]*loadChildren: \(\) => import\('.\/([\w/.-]+)'\)/g)].flatMap(
    ([, path, file]) =>
      [...routesOf(`${file}.ts`).matchAll(/path: '([\w/-]+)'/g)].map(([, child]) => `${path}/${child}`),
  );
  const known = new Set([...paths, ...below].map((path) => `/${path}`));
  return [...known].filter((path) => path !== '/login' && path !== '/setup');
})();

async function speak(context: BrowserContext, catalogue?: string): Promise<void> {
  await context.addInitScript(() => localStorage.setItem('sp.language', 'de'));
  if (catalogue === undefined) return;
  await context.route('**/locale/de.js', (route) => route.fulfill({ contentType: 'text/javascript', body: catalogue }));
}

/** Until nothing is asked for any more and no place is held for what is to come, also where one has to scroll to. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  const visit = (places: Element[]): number => {
    places[0]?.scrollIntoView();
    return places.length;
  };
  await expect
    .poll(() => page.locator('sp-skeleton:visible').evaluateAll(visit), { timeout: READY_MS, message: page.url() })
    .toBe(0);
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
}

async function expectOnlyMarked(page: Page, where: string): Promise<void> {
  expect.soft(await unmarkedWords(page), where).toEqual([]);
}

async function expectFits(page: Page, address: string): Promise<void> {
  await test.step(address, () => expectNoSidewaysScroll(page));
  await expectWordsInTheirBoxes(page, address);
}

/** One title of each kind, by the API. */
async function titles(page: Page): Promise<string[]> {
  const kinds = ['movie', 'show', 'season', 'episode', 'artist', 'album', 'track'];
  const found = kinds.map(async (type) => {
    const { items } = await (await page.request.get(`/api/v1/library/items?type=${type}&limit=1`)).json();
    return items.map(({ id }: { id: string }) => `/items/${id}`);
  });
  return (await Promise.all(found)).flat();
}

const LIBRARY = [
  '/library?view=table',
  '/library?type=episode&view=table',
  '/library?type=artist',
  '/library?genre=Drama&watched=false&yearFrom=1990&addedSince=2020-01-31&sizeMin=1000000000&q=the',
  '/library?q=zzzzqqqq&yearFrom=3000',
];
const INSIGHTS = ['/insights?by=show', '/insights?by=decade', '/insights?by=resolution&videoCodec=h264'];
const EVERYBODY = [...LIBRARY, '/statistics?period=all', '/statistics?period=7d', '/no-such-page'];

test.describe('a pseudo language', () => {
  test.describe.configure({ timeout: 600_000 });

  test('keeps what is filled in at run time, and changes the rest', () => {
    expect(pseudo('Sync at {$percent}')).toBe('⟦Šýñç àţ {$percent} ····⟧');
    expect(pseudo('{VAR_PLURAL, plural, one {1 title} other {{INTERPOLATION} titles}}')).toBe(
      '{VAR_PLURAL, plural, one {⟦1 ţîţļé ···⟧} other {⟦{INTERPOLATION} ţîţļéš ···⟧}}',
    );
  });

  test.describe('for the administrator', () => {
    test.use({ storageState: ADMIN_STATE });

    test('fits every page on a phone, and covers it on a desk', async ({ page, context }) => {
      await speak(context, pseudoCatalogue());
      const desk = page.viewportSize()!;
      await open(page, '/');
      for (const address of [
        ...ADDRESSES,
        ...EVERYBODY,
        ...INSIGHTS,
        '/statistics?of=server',
        ...(await titles(page)),
      ]) {
        await page.setViewportSize(PHONE);
        await open(page, address);
        await expectFits(page, address);
        await page.setViewportSize(desk);
        await settled(page);
        await expect.soft(page, address).toHaveTitle(/⟦.*⟧ · SmartPlex|^(?!.*⟦).+ · SmartPlex/);
        await expectOnlyMarked(page, address);
      }
    });

    test('covers menus, dialogs and tables behind charts', async ({ page, context }) => {
      await speak(context, pseudoCatalogue());
      await open(page, '/library');
      await page.locator('.avatar').click();
      await expect(page.locator('#sp-account')).toBeVisible();
      await expectOnlyMarked(page, 'account menu');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await expect(page.locator('dialog[open]')).toBeVisible();
      await expectOnlyMarked(page, 'palette');
      await page.keyboard.type('the');
      await settled(page);
      await expectOnlyMarked(page, 'palette with titles');
      await page.keyboard.press('Escape');

      await open(page, '/statistics?of=server&period=all');
      for (const card of await page.locator('sp-chart-card header button').all()) await card.click();
      await expectOnlyMarked(page, 'charts as tables');

      await open(page, '/sync');
      for (const part of await page.locator('details > summary:visible').all()) await part.click();
      await page.locator('sp-sync-page > div > button').click();
      await settled(page);
      await expectOnlyMarked(page, 'sync with everything open');
    });

    test('covers the set-up', async ({ page, context }) => {
      await speak(context, pseudoCatalogue());
      await open(page, '/setup');
      await expectOnlyMarked(page, 'first sync');
      await page.route('**/api/v1/sync/runs?*', (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
      await open(page, '/setup');
      await expectOnlyMarked(page, 'libraries');
      await page.route('**/api/v1/plex/servers', (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
      await open(page, '/setup');
      await page.locator('details > summary').click();
      await expectOnlyMarked(page, 'server');
    });

    test('covers what goes wrong', async ({ page, context }) => {
      await speak(context, pseudoCatalogue());
      await open(page, '/');
      const item = (await titles(page))[0];
      const answers = /\/api\/v1\/(?!auth|setup|sync\/events)/;
      for (const status of [404, 500, 503]) {
        await page.route(answers, (route) =>
          route.fulfill({
            status,
            contentType: 'application/problem+json',
            body: JSON.stringify({ status, code: { 404: 'not-found', 500: 'internal' }[status] ?? 'plex-busy' }),
          }),
        );
        for (const address of [...ADDRESSES, item]) {
          await page.goto(address);
          await page.waitForLoadState('networkidle');
          await expectOnlyMarked(page, `${address} answered ${status}`);
        }
        await page.unroute(answers);
      }
      await open(page, '/library');
      await context.setOffline(true);
      await expect(page.locator('.offline')).toBeVisible();
      await expectOnlyMarked(page, 'offline');
      await context.setOffline(false);
      await page.route(answers, (route) =>
        route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"unauthenticated"}' }),
      );
      // The page's own stream may have asked first: the dialog is open then.
      await page
        .locator('.rail a[href$="/sync"]')
        .first()
        .evaluate((link: HTMLElement) => link.click());
      await expect(page.locator('dialog[open]')).toBeVisible();
      await expectOnlyMarked(page, 'signed out in the middle');
    });
  });

  test('for a user covers sign-in and every page', async ({ page, context }) => {
    await speak(context, pseudoCatalogue());
    await open(page, '/login');
    await expectOnlyMarked(page, 'sign-in');
    const leave = page.locator('main button').first();
    await leave.click();
    await page.getByRole('button', { name: 'mallory' }).first().click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(page.locator('sp-status[data-tone="bad"]')).toBeVisible();
    await expectOnlyMarked(page, 'not let in');
    await page.locator('main button').first().click();
    await page.getByRole('button', { name: 'ben' }).first().click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(page.locator('.rail')).toBeVisible();
    for (const address of [...ADDRESSES, ...EVERYBODY, ...(await titles(page))]) {
      await open(page, address);
      await expectOnlyMarked(page, address);
    }
  });
});

test.describe('German', () => {
  test.use({ storageState: ADMIN_STATE, locale: 'de-DE' });

  test('is what a German browser gets, with numbers and dates as Germans write them', async ({ page }) => {
    const { count } = await (await page.request.get('/api/v1/library/items/count')).json();
    await open(page, '/library?view=table&type=movie&yearFrom=2000&sort=addedAt');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page).toHaveTitle('Mediathek · SmartPlex');
    await expect(page.locator('sp-item-table .row .added').first()).toHaveText(/^\d\d\.\d\d\.\d{4}$/);
    await expect(
      page
        .locator('sp-item-table .row .rating')
        .filter({ hasText: /^\d,\d$/ })
        .first(),
    ).toBeVisible();
    await open(page, '/library');
    await expect(page.locator('.count')).toHaveText(`${new Intl.NumberFormat('de').format(count)} Titel`);
  });

  test('fits every page on a phone', async ({ page }) => {
    test.setTimeout(300_000);
    await page.setViewportSize(PHONE);
    await open(page, '/');
    for (const address of [...ADDRESSES, ...EVERYBODY, ...(await titles(page))]) {
      await open(page, address);
      await expectFits(page, address);
    }
  });

  test('tells what the API refuses in German', async ({ page }) => {
    await page.route('**/api/v1/library/items?*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        headers: { 'Retry-After': '30' },
        body: JSON.stringify({ status: 503, code: 'database-unavailable', detail: 'The database is not available.' }),
      }),
    );
    await page.goto('/library');
    await expect(page.getByRole('alert')).toContainText('Die Datenbank ist gerade nicht erreichbar.');
    await expect(page.getByRole('alert')).toContainText('Nächster Versuch in');
  });
});

test('the language is chosen in the account menu, is kept, and can be found again from the other', async ({
  browser,
}) => {
  const context = await browser.newContext({ storageState: ADMIN_STATE, locale: 'en-GB' });
  const faults = collectFaults(context);
  const page = await context.newPage();
  await open(page, '/library?view=table');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.locator('.avatar').click();
  await page.getByRole('radio', { name: 'Deutsch' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page).toHaveURL(/view=table/);
  await expect(page.getByRole('link', { name: 'Mediathek' }).first()).toHaveAttribute('aria-current', 'page');
  await page.goto('/statistics');
  await expect(page).toHaveTitle('Statistik · SmartPlex');
  await page.locator('.avatar').click();
  await expect(page.getByRole('radio', { name: 'Deutsch' })).toHaveAttribute('aria-checked', 'true');
  await page.getByRole('radio', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveTitle('Statistics · SmartPlex');
  expect(faults).toEqual([]);
  await context.close();
});

test('a page inside the library keeps the library marked in the navigation', async ({ browser }) => {
  const context = await browser.newContext({ storageState: ADMIN_STATE, locale: 'de-DE' });
  const page = await context.newPage();
  await open(page, (await titles(page))[0]);
  await expect(page.locator('.rail a[href$="/library"]')).toHaveClass(/within/);
  await context.close();
});
