import { readFileSync } from 'node:fs';
import type { Page, Route } from '@playwright/test';
import type { ApiClient } from '../support/product-process.mjs';
import { type AiProvider, startAiProvider } from './support/ai-provider.js';
import { type OwnStack, startOwnStack } from './support/own-stack.js';
import {
  expectAccessible,
  expectAccessibleInBothThemes,
  expectNoSidewaysScroll,
  expectWordsInTheirBoxes,
  signIn,
} from './support/person.js';
import { expect, test } from './support/test.js';

// Each test goes on from what the ones before have left.
test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 10_000 });

const KEY = 'key-of-the-provider';
const SETTINGS = '**/api/v1/ai/settings';
const USE = '**/api/v1/ai/usage/users*';

let stack: OwnStack;
let ai: AiProvider;
let ada: ApiClient;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  stack = await startOwnStack(['--seed', '7', '--movies', '120', '--shows', '4', '--artists', '4']);
  ai = await startAiProvider(KEY, 'scripted-1');
  ada = await stack.client('ada');
  const { items } = await ada.get('/api/v1/plex/servers/available');
  const server = await ada.post('/api/v1/plex/servers', { machineIdentifier: items[0].machineIdentifier });
  await ada.post('/api/v1/sync/runs', { serverId: server.id, mode: 'full' });
  await ada.request('PUT', '/api/v1/ai/settings', { baseUrl: ai.url, model: 'scripted-1', apiKey: KEY });
  await stack.client('ben');
});

test.afterAll(async () => {
  await ai?.stop();
  await stack?.stop();
});

const open = (page: Page, path: string) => page.goto(`${stack.origin}${path}`);
const rules = (page: Page) => page.locator('sp-rules-form');
const use = (page: Page) => page.locator('sp-use-card');
const save = (page: Page) => page.getByRole('button', { name: 'Save the rules' });
const budget = (page: Page) => page.getByLabel('Tokens a month for each person');
const refuse =
  (status: number, body: object = {}) =>
  (route: Route): Promise<void> =>
    route.fulfill({ status, json: { status, title: 'Refused', code: 'on-purpose', requestId: 'r-1', ...body } });
const stored = () => ada.get('/api/v1/ai/settings');

async function whole(page: Page, name: string): Promise<void> {
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    // What the bar on top half covers would be too small a target.
    await page.evaluate(() => window.scrollTo(0, 0));
    await expectNoSidewaysScroll(page);
    await expectWordsInTheirBoxes(page, `${name}, ${width}`);
    await expectAccessibleInBothThemes(page);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('a person asks, sees what that took, exports it and deletes it', async ({ page, context }) => {
  await stack.enter(context, 'ben');
  await ada.request('PUT', '/api/v1/ai/settings', { monthlyTokensPerUser: 10_000 });
  await open(page, '/settings/assistant');
  await expect(page.getByText('There are none.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete all' })).toBeDisabled();
  await page.getByRole('link', { name: 'Ask something' }).click();
  await page.getByRole('textbox', { name: 'Your question' }).fill('Anything for tonight?');
  await page.getByRole('textbox', { name: 'Your question' }).press('Enter');
  await expect(page.getByText('That is all that I found.').first()).toBeVisible({ timeout: 20_000 });
  await page.getByRole('link', { name: 'Your use, your switch, your data' }).click();
  await expect(page).toHaveURL(/\/settings\/assistant$/);

  const { tokens, left } = await page.evaluate(async () => (await fetch('/api/v1/ai/usage')).json());
  expect(tokens).toBeGreaterThan(0);
  const figures = page.locator('sp-figures');
  await expect(figures).toContainText(tokens.toLocaleString('en'));
  await expect(figures).toContainText(left.toLocaleString('en'));
  await expect(figures).toContainText('of 10,000');
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', String(Math.round(tokens / 100)));
  await page.getByText('What the language model is told').click();
  await expect(page.getByText('title: "Metropolis"')).toBeVisible();
  await expect(page.getByText('Never sent: passwords')).toBeVisible();
  await whole(page, 'own');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export all' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^smartplex-conversations-[\d-]+\.json$/);
  const { conversations } = JSON.parse(readFileSync(await file.path(), 'utf8'));
  expect(conversations.map(({ title }: { title: string }) => title)).toEqual(['Anything for tonight?']);

  await page.route('**/api/v1/ai/conversations', refuse(503));
  await page.getByRole('button', { name: 'Delete all' }).click();
  await expect(page.getByRole('dialog')).toContainText('The tokens that they took stay counted');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete all conversations' }).click();
  await expect(page.getByRole('alert')).toContainText('Your conversations are as they were.');
  await page.unroute('**/api/v1/ai/conversations');
  await page.getByRole('button', { name: 'Delete all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Last spoken in')).toBeVisible();
  await page.getByRole('button', { name: 'Delete all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete all conversations' }).click();
  await expect(page.getByText('All conversations were deleted.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('There are none.')).toBeVisible();
  await expect(figures).toContainText(tokens.toLocaleString('en'));
});

test('a person switches the model off for themselves, and nobody else', async ({ page, context }) => {
  await stack.enter(context, 'ben');
  await open(page, '/');
  await page.getByRole('button', { name: 'Account of ben' }).click();
  await page.getByRole('link', { name: 'Your assistant' }).click();
  const own = page.getByRole('switch', { name: 'Ask the language model for me' });
  await expect(own).toBeChecked();
  await page.route('**/api/v1/ai/preferences', refuse(503));
  await own.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(own).toBeChecked();
  await page.unroute('**/api/v1/ai/preferences');
  await own.press('Space');
  await expect(page.getByText('Switched off for you.')).toBeVisible();
  await expect(page.getByText('Off: nothing of yours goes to a language model.')).toBeVisible();
  await page.reload();
  await expect(own).not.toBeChecked();
  await open(page, '/assistant');
  await expect(page.getByText('You switched the language model off.')).toBeVisible();
  expect((await ada.get('/api/v1/ai/status')).enabled).toBe(true);
  await page.getByRole('link', { name: 'Your use, your switch, your data' }).click();
  await own.click();
  await expect(page.getByText('Switched on for you.')).toBeVisible();
});

test('an administrator sets the rules, and is told what they may cost', async ({ page, context }) => {
  await stack.enter(context, 'ada');
  await open(page, '/settings/ai');
  await expect(use(page).getByRole('rowheader', { name: 'ben' })).toBeVisible();
  await expect(use(page).locator('.cost')).toContainText('unknown');
  await budget(page).fill('500 000');
  await page.getByLabel('Price of a million tokens sent').fill('0,15');
  await page.getByLabel('Price of a million tokens written').fill('cheap');
  await save(page).click();
  await expect(page.getByLabel('Price of a million tokens written')).toBeFocused();
  await expect(rules(page).getByText('Give a price of 0 or more').first()).toBeVisible();
  await page.getByLabel('Price of a million tokens written').fill('2');
  const { people } = await ada.get('/api/v1/ai/usage/users');
  expect(people).toBe(2);
  await expect(rules(page)).toContainText('All 2 people who can sign in cost at most 2.00 a month together');
  await page.getByRole('switch', { name: 'Summaries' }).click();
  await page.getByRole('switch', { name: 'Cast and directors' }).press('Space');
  await whole(page, 'rules');

  await page.route(SETTINGS, (route) => (route.request().method() === 'PUT' ? refuse(503)(route) : route.continue()));
  await save(page).click();
  await expect(rules(page).getByRole('alert')).toContainText('What you typed is still here.');
  await page.unroute(SETTINGS);
  await page.route(SETTINGS, (route) =>
    refuse(422, { errors: [{ field: 'monthlyTokensPerUser', message: 'must not be so much' }] })(route),
  );
  await save(page).click();
  await expect(budget(page)).toBeFocused();
  await expect(budget(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(rules(page).getByRole('alert')).toHaveCount(0);
  await page.unroute(SETTINGS);
  await save(page).click();
  await expect(rules(page).getByText('Saved.')).toBeVisible();
  expect(await stored()).toMatchObject({
    ...{ enabled: true, monthlyTokensPerUser: 500_000, pricePerMillionInput: 0.15, pricePerMillionOutput: 2 },
    allowedFields: ['titles', 'years', 'genres', 'counts', 'summaries'],
  });
});

test('what was typed survives a session that ends in the middle, and a reload asks first', async ({
  page,
  context,
}) => {
  await stack.enter(context, 'ada');
  await open(page, '/settings/ai');
  await budget(page).fill('700000');
  await page.getByRole('switch', { name: 'Questions go to the provider' }).click();
  await context.clearCookies({ name: 'sp_session' });
  await save(page).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await signIn(page, 'ada');
  await expect(page).toHaveURL(/\/settings\/ai$/);
  await expect(budget(page)).toHaveValue('700000');
  await expect(page.getByRole('switch', { name: 'Questions go to the provider' })).not.toBeChecked();
  await expect(rules(page)).toContainText('Off: nothing goes to the provider');
  const asked = page.waitForEvent('dialog');
  const reload = page.reload();
  await (await asked).accept();
  await reload;
  await expect(budget(page)).toHaveValue('700000');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(budget(page)).toHaveValue('500000');
  expect((await stored()).enabled).toBe(true);
});

test('use is told by month and person, sorted, and stays while it cannot be read anew', async ({ page, context }) => {
  await stack.enter(context, 'ada');
  await open(page, '/settings/ai');
  const head = (name: string) => use(page).getByRole('columnheader', { name });
  await head('Tokens sent').getByRole('button').click();
  await expect(head('Tokens sent')).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/sort=sent/);
  const { items } = await ada.get('/api/v1/ai/usage/users');
  await expect(use(page).getByRole('row', { name: /^ben/ })).toContainText(items[0].promptTokens.toLocaleString('en'));
  await expect(use(page)).toContainText('no prices were set then');
  const month = use(page).getByLabel('Month');
  const now = await month.inputValue();

  await page.route(USE, refuse(503));
  await open(page, '/settings/ai');
  await expect(use(page).getByRole('alert')).toBeVisible();
  await page.unroute(USE);
  await use(page).getByRole('button', { name: 'Try again' }).click();
  await expect(use(page).getByRole('rowheader', { name: 'ben' })).toBeVisible();

  // A month without anybody, from the address alone.
  await open(page, '/settings/ai?month=2020-02');
  await expect(use(page)).toContainText('Nobody asked anything in February 2020');
  await page.route(USE, refuse(503));
  await month.selectOption(now);
  await expect(use(page).getByRole('alert')).toContainText('What is listed for February 2020 was read before.');
  await expect(use(page)).toContainText('Nobody asked anything in February 2020');
  await page.unroute(USE);
  await use(page).getByRole('button', { name: 'Try again' }).click();
  await expect(use(page).getByRole('rowheader', { name: 'ben' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`month=${now}`));
});

test('off for everybody means that nobody is asked for', async ({ page, context }) => {
  await stack.enter(context, 'ada');
  await open(page, '/settings/ai');
  await page.getByRole('switch', { name: 'Questions go to the provider' }).click();
  await save(page).click();
  await expect(rules(page).getByText('Saved.')).toBeVisible();
  await context.clearCookies();
  await stack.enter(context, 'ben');
  await open(page, '/settings/assistant');
  await expect(page.getByText('An administrator has switched the language model off.')).toBeVisible();
  await expectAccessible(page);
  await open(page, '/assistant');
  await expect(page.getByText('The language model is switched off here.')).toBeVisible();
});

test('what the environment sets is said, and an address that is not allowed is refused', async ({ page, context }) => {
  await stack.enter(context, 'ada');
  await open(page, '/settings/ai');
  await page.getByLabel('Address').fill('http://169.254.169.254/v1');
  for (const name of ['Test', 'Save']) {
    await page.locator('sp-provider-form').getByRole('button', { name, exact: true }).click();
    await expect(page.locator('sp-provider-form')).toContainText(
      'The settings of SmartPlex do not allow this address.',
    );
    await expect(page.getByLabel('Address')).toBeFocused();
    await page.getByLabel('Address').fill(`http://169.254.169.254/${name}`);
  }
  await page.getByRole('button', { name: 'Discard' }).click();
  const fixed = { baseUrlSource: 'environment', modelSource: 'environment', apiKeySource: 'environment' };
  await page.route(SETTINGS, async (route) => route.fulfill({ json: { ...(await stored()), ...fixed } }));
  await page.reload();
  for (const name of ['AI_BASE_URL', 'AI_MODEL', 'AI_API_KEY'])
    await expect(page.locator('sp-provider-form')).toContainText(`Set by the environment variable ${name}`);
  await expect(page.getByLabel('Address')).toHaveAttribute('readonly', '');
  await expect(save(page)).toBeVisible();
});
