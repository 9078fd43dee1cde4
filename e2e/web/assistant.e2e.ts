import { expectAccessible, expectNoSidewaysScroll } from './support/person.js';
import { ADMIN_STATE } from './support/product.js';
import { expect, test } from './support/test.js';

test.use({ storageState: ADMIN_STATE });

test('a question without a model is answered by its filters, each of which can be taken away', async ({ page }) => {
  await page.goto('/assistant');
  const field = page.getByRole('textbox', { name: 'Your question' });
  await field.fill('unwatched films under 100 minutes');
  await field.press('Enter');
  const chips = page.getByRole('list', { name: 'What was understood' }).getByRole('button');
  await expect(chips).toHaveText(['Not watched', 'Movies', 'Under 100 min'], { timeout: 15_000 });
  const count = async (): Promise<number> =>
    parseInt(
      (
        await page
          .getByRole('status')
          .getByText(/titles?$/)
          .innerText()
      ).replace(/\D/g, ''),
      10,
    );
  const narrow = await count();
  const { count: told } = await (
    await page.request.get('/api/v1/library/items/count?type=movie&watched=false&durationMaxMs=6000000')
  ).json();
  expect(narrow).toBe(told);
  await page.getByRole('button', { name: /^Ask without Under/ }).click();
  await expect(chips).toHaveText(['Not watched', 'Movies']);
  expect(await count()).toBeGreaterThan(narrow);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('a typed question survives a reload, and a fault says what happened', async ({ page }) => {
  await page.goto('/assistant');
  const field = page.getByRole('textbox', { name: 'Your question' });
  await field.fill('comedies from the 1990s');
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(field).toHaveValue('comedies from the 1990s');
  await page.route('**/api/v1/ai/questions', (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }));
  await field.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(field).toHaveValue('comedies from the 1990s');
  await page.unroute('**/api/v1/ai/questions');
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('list', { name: 'What was understood' })).toBeVisible();
});

test('the panel opens beside any page by key, and gives the focus back', async ({ page }) => {
  await page.goto('/library');
  const opener = page.getByRole('button', { name: 'Assistant', exact: true });
  await opener.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Assistant' });
  await expect(panel.getByRole('textbox', { name: 'Your question' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(opener).toBeFocused();
});
