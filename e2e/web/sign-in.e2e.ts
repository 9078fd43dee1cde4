import { expect, test } from './support/test.js';
import { signIn, watchErrors } from './support/person.js';

test('a guest sees what is shared with him and nothing else', async ({ page }) => {
  const errors = watchErrors(page);
  await page.goto('/login');
  await signIn(page, 'ben');
  await expect(page.getByRole('link', { name: 'Library' }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sync' })).toHaveCount(0);
  await page.goto('/library');
  const libraries = page.getByLabel('Library', { exact: true }).locator('option');
  await expect(libraries).toHaveText([/All libraries/, /Films/]);
  const answer = await page.request.get('/api/v1/library/sections');
  expect((await answer.json()).items.map((section: { title: string }) => section.title)).toEqual(['Films']);
  expect((await page.request.get('/api/v1/users')).status()).toBe(403);
  expect(errors.filter((text) => !/40[13]/.test(text))).toEqual([]);
});

test('a stranger is refused and told whom to ask', async ({ page }) => {
  await page.goto('/login');
  await signIn(page, 'mallory');
  await expect(page.getByRole('alert')).toContainText('Ask the person who runs the server');
});

test('leaving the consent page without allowing lets one try again', async ({ page }) => {
  await page.goto('/login');
  await page.getByRole('button', { name: 'Continue with Plex' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Open the Plex page again' })).toBeVisible();
});

test('no token of Plex ever reaches the browser', async ({ page }) => {
  const tokens = JSON.parse(process.env.EMULATOR_TOKENS ?? '[]') as string[];
  expect(tokens.length).toBeGreaterThan(3);
  const seen: string[] = [];
  page.on('response', async (response) => {
    if (!response.url().includes('/api/')) return;
    seen.push(
      response.url(),
      JSON.stringify(await response.allHeaders().catch(() => response.headers())),
      await response.text().catch(() => ''),
    );
  });
  await page.goto('/login');
  await signIn(page, 'cleo');
  await expect(page.getByRole('link', { name: 'Library' }).first()).toBeVisible();
  await page.goto('/library');
  await page.waitForLoadState('networkidle');
  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  const cookies = JSON.stringify(await page.context().cookies());
  const everything = [...seen, stored, cookies].join('\n');
  expect(seen.length).toBeGreaterThan(0);
  for (const token of tokens) expect(everything).not.toContain(token);
  expect(stored).not.toContain('sp_session');
});
