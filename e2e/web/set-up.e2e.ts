import { expect, test } from './support/test.js';
import { expectAccessible, signIn, watchErrors } from './support/person.js';
import { ADMIN_STATE, SETUP_CODE } from './support/product.js';

test.use({ worker: true });

test('without the printed address the set-up code is asked for, and a wrong one is refused', async ({ page }) => {
  await page.goto('/login');
  await signIn(page, 'ada');
  await expect(page.getByLabel('Set-up code')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Set-up code').fill('not-the-code');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Set-up code')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Set-up code')).toBeFocused();
  expect((await page.request.get('/api/v1/auth/session')).status()).toBe(401);
});

test('an account without a server makes way for the one that has it', async ({ page }) => {
  await page.goto(`/setup?code=${SETUP_CODE}`);
  await signIn(page, 'mallory');
  await expect(page.getByText('Your Plex account has no server')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use another account' }).click();
  await expect(page).toHaveURL(/\/login/);
  await expect(page.getByText('Welcome. To set up SmartPlex')).toBeVisible();
  expect((await page.request.get('/api/v1/auth/session')).status()).toBe(401);
});

test('a newcomer gets from the printed address to a filled library', async ({ page }) => {
  const errors = watchErrors(page);
  await page.goto(`/setup?code=${SETUP_CODE}`);
  await expect(page.getByRole('button', { name: 'Continue with Plex' })).toBeVisible();
  expect(page.url()).not.toContain(SETUP_CODE);
  await expectAccessible(page);

  await signIn(page, 'ada');
  await expect(page.getByRole('heading', { name: 'Choose your Plex server' })).toBeVisible();
  await expect(page.getByText('recommended')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Use this server' }).first().click();
  await expect(page.getByRole('heading', { name: /Choose libraries/ })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('checkbox')).toHaveCount(3);

  await page.reload();
  await expect(page.getByRole('heading', { name: /Choose libraries/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Start first sync' }).click();
  await page
    .getByRole('link', { name: 'Open library' })
    .or(page.getByRole('button', { name: 'Open library' }))
    .click({ timeout: 45_000 });
  await expect(page).toHaveURL(/\/library/);
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: /titles/ })
      .first(),
  ).toBeVisible();

  expect(errors.filter((text) => !text.includes('401'))).toEqual([]);
  await page.context().storageState({ path: ADMIN_STATE });
});
