import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';

const source = (path: string): string => readFileSync(new URL(`../../../web/src/app/${path}`, import.meta.url), 'utf8');
const pathsOf = (text: string): string[] => [...text.matchAll(/path: '([\w/:-]+)'/g)].map(([, path]) => path);

/** The page's own heading, or the word for it in the bar: what is there once a page was opened. */
export const pageIsOpen = (page: Page) => page.locator('main h1, header h1').first();

/**
 * Every page of an administrator, read from the routes, so that a new page is walked from its first day; with one title,
 * one show and one person in place of each `:id`.
 */
export async function everyPage(page: Page): Promise<string[]> {
  const top = pathsOf(source('app.routes.ts')).map((path) => `/${path}`);
  const below = (name: string, file: string) => pathsOf(source(file)).map((path) => `/${name}/${path}`);
  const found = [
    '/',
    ...top,
    ...below('settings', 'features/settings/settings.routes.ts'),
    ...below('insights', 'features/insights/insights.routes.ts'),
  ].filter((path) => !/^\/(login|setup|stats|design|settings)$/.test(path));
  const first = async (list: string): Promise<string> => {
    const { items } = await (await page.request.get(`/api/v1/${list}`)).json();
    return items[0].id;
  };
  const titles = [await first('library/items?type=movie&limit=1'), await first('library/items?type=show&limit=1')];
  const person = await first('users?limit=1');
  return [...new Set(found)].flatMap((path) => {
    if (path === '/items/:id') return titles.map((id) => `/items/${id}`);
    return path.includes(':') ? [path.replace(':id', person)] : [path];
  });
}

/** Until nothing is asked for any more and no place is held for what is to come. */
export async function settled(page: Page): Promise<void> {
  await expect(pageIsOpen(page)).toBeAttached({ timeout: 20_000 });
  // Parts below the fold are fetched when they come into view, and what comes may push others down.
  const waiting = async (): Promise<number> => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    return page.locator('sp-skeleton:visible').count();
  };
  await expect.poll(waiting, { timeout: 20_000, message: `what is still awaited on ${page.url()}` }).toBe(0);
  await page.evaluate(() => window.scrollTo(0, 0));
}
