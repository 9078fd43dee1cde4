import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { CHROMIUM, CHROMIUM_ARGS } from '../support/chromium.mjs';
import { ApiClient } from '../support/product-process.mjs';
import { ORIGIN } from './support/product.js';
import { expect, test } from './support/test.js';

/** Plain http, where a browser heeds no Clear-Site-Data, and the machine itself, where it does. */
const HOSTS = ['smartplex.lan', '127.0.0.1'];

/** As people have it: pages that were left are kept whole in memory for "back". */
async function peoplesBrowser(host: string, run: (context: BrowserContext, origin: string) => Promise<void>) {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${HOSTS[0]} 127.0.0.1`],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  try {
    await run(await browser.newContext(), `http://${host}:${new URL(ORIGIN).port}`);
  } finally {
    await browser.close();
  }
}

/** A session of the test's own: it ends in the test, and others still need theirs. */
async function enter(context: BrowserContext, origin: string): Promise<Page> {
  const reader = new ApiClient(ORIGIN);
  await reader.signIn({ control: process.env.EMULATOR_CONTROL }, 'ben');
  await context.addCookies([...reader.cookies].map(([name, value]) => ({ name, value: String(value), url: origin })));
  const page = await context.newPage();
  await page.goto(`${origin}/library`);
  await expect(page.locator('sp-item-grid a[href]').first()).toBeVisible();
  return page;
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Continue with Plex' })).toBeVisible();
}

/** What a request of the page gets: 0 where it must come out of the cache and is not there. */
const statusOf = (page: Page, url: string, how: RequestInit = {}) =>
  page.evaluate(
    ([address, init]) =>
      fetch(address, init).then(
        ({ status }) => status,
        () => 0,
      ),
    [url, how] as const,
  );
const OUT_OF_CACHE: RequestInit = { cache: 'only-if-cached', mode: 'same-origin' };

for (const host of HOSTS) {
  test(`at ${host} whoever comes after a sign-out sees no poster out of the cache`, async () => {
    await peoplesBrowser(host, async (context, origin) => {
      const page = await enter(context, origin);
      const poster = await page.locator('sp-poster img').first().getAttribute('src');
      expect(await statusOf(page, poster!)).toBe(200);
      // Else what follows would prove nothing: while somebody is signed in, the browser does keep it.
      expect(await statusOf(page, poster!, OUT_OF_CACHE)).toBe(200);
      await signOut(page);
      // The page opens anew meanwhile: who is asked while it does is asked again.
      await expect(async () => expect(await statusOf(page, poster!, OUT_OF_CACHE)).toBe(0)).toPass({ timeout: 5_000 });
      await expect(async () => expect(await statusOf(page, poster!)).toBe(401)).toPass({ timeout: 5_000 });
    });
  });

  test(`at ${host} "back" shows nobody a page of the session that ended in another tab meanwhile`, async () => {
    await peoplesBrowser(host, async (context, origin) => {
      const page = await enter(context, origin);
      const title = await page.locator('sp-item-grid a[href]').first().textContent();
      await page.goto(`${origin}/health/live`);
      const other = await context.newPage();
      await other.goto(`${origin}/library`);
      await signOut(other);
      await page.goBack({ waitUntil: 'commit' });
      // Not even for a moment: the first thing that it shows, unless it is on its way elsewhere already.
      const shown = await page.evaluate(() => document.body.innerText).catch(() => '');
      expect(shown).not.toContain(title!.trim().split('\n')[0]);
      await expect(page.getByRole('button', { name: 'Continue with Plex' })).toBeVisible();
    });
  });
}
