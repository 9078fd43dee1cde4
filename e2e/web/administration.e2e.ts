import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Locator, Page, Route } from '@playwright/test';
import type { ApiClient } from '../support/product-process.mjs';
import { type AiProvider, startAiProvider } from './support/ai-provider.js';
import { type OwnStack, startOwnStack } from './support/own-stack.js';
import { expectAccessible, expectAccessibleInBothThemes, expectNoSidewaysScroll, signIn } from './support/person.js';
import { expect, test } from './support/test.js';

// Each test goes on from what the ones before have left.
test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 10_000 });

const HOSTILE = `<img src=x onerror="window.hostile=1"> \u202eright to left \u{1F9DF} ${'long'.repeat(250)}`;
const AI_KEY = 'key-of-the-provider';
const PAGES = [
  '/users',
  '/settings/servers',
  '/settings/schedule',
  '/settings/api-keys',
  '/settings/ai',
  '/settings/audit',
  '/settings/system',
  '/settings/devices',
  '/settings/assistant',
];

let stack: OwnStack;
let ai: AiProvider;
let ada: ApiClient;
const ids = new Map<string, string>();

test.beforeAll(async () => {
  stack = await startOwnStack(['--seed', '7', '--servers', '2', '--movies', '120', '--shows', '4', '--artists', '4']);
  ai = await startAiProvider(AI_KEY, 'scripted-1');
  ada = await stack.client('ada');
  const { items } = await ada.get('/api/v1/plex/servers/available');
  const attic = items.find(({ name }: { name: string }) => name === 'Attic');
  const server = await ada.post('/api/v1/plex/servers', { machineIdentifier: attic.machineIdentifier });
  await ada.post('/api/v1/sync/runs', { serverId: server.id, mode: 'full' });
  await stack.control('POST', 'accounts', { title: HOSTILE });
  await stack.control('POST', 'shares', { account: HOSTILE, sections: ['1'] });
  for (const account of ['ben', 'cleo', HOSTILE]) await stack.client(account);
  for (const user of (await ada.get('/api/v1/users')).items) ids.set(user.displayName, user.id);
});

test.afterAll(async () => {
  await ai?.stop();
  await stack?.stop();
});

test.beforeEach(async ({ context }) => {
  await stack.enter(context, 'ada');
});

const open = (page: Page, path: string) => page.goto(`${stack.origin}${path}`);
const dialog = (page: Page) => page.getByRole('dialog');
const answer = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click();
const alert = (page: Page): Locator => page.locator('main').getByRole('alert').first();
const said = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).first();
const refuse =
  (status: number, headers: Record<string, string> = {}) =>
  (route: Route) =>
    route.fulfill({
      status,
      headers,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status, code: 'x' }),
    });
const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

async function signedIn(caller: ApiClient): Promise<boolean> {
  return caller.get('/api/v1/auth/session').then(
    () => true,
    () => false,
  );
}

test('everybody is listed, and the filters live in the address', async ({ page }) => {
  await open(page, '/');
  await page.getByRole('link', { name: 'Users' }).first().click();
  await expect(page).toHaveURL(/\/users$/);
  await expect(page.getByRole('row')).toHaveCount(5);
  await expect(row(page, 'ada')).toContainText('Administrator');
  await expect(row(page, 'ada')).toContainText('you');
  await expect(row(page, 'ben')).toContainText('Member');

  await page.getByLabel('Name or e-mail').fill('BEN@');
  await expect(page).toHaveURL(/\/users\?q=BEN@$/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.reload();
  await expect(page.getByLabel('Name or e-mail')).toHaveValue('BEN@');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByLabel('Role').selectOption({ label: 'Administrators' });
  await expect(page.getByText('Nobody fits these filters')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show everybody' }).click();
  await expect(page.getByRole('row')).toHaveCount(5);
  await open(page, '/users?role=owner&access=maybe');
  await expect(page.getByRole('row')).toHaveCount(5);
});

test('a hostile name is text, on its own page too', async ({ page }) => {
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page, '/users');
    await expect(page.getByText('onerror=').first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await open(page, `/users/${ids.get(HOSTILE)}`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('onerror="window.hostile=1"');
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Disable' }).click();
    await expect(dialog(page)).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.keyboard.press('Escape');
    await open(page, '/settings/audit');
    await expect(page.locator('sp-audit-row').filter({ hasText: 'onerror=' }).first()).toBeVisible();
    await expectNoSidewaysScroll(page);
  }
  expect(await page.evaluate(() => 'hostile' in window)).toBe(false);
});

test('disabling names its effect, is a no on Escape, and ends every session at once', async ({ page }) => {
  const ben = await stack.client('ben');
  await open(page, `/users/${ids.get('ben')}`);
  await expect(page.getByRole('link', { name: 'Films' })).toBeVisible();
  await page.getByRole('button', { name: 'Disable' }).click();
  await expect(dialog(page)).toContainText('ben is signed out everywhere at once and cannot sign in');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  expect(await signedIn(ben)).toBe(true);

  await page.getByRole('button', { name: 'Disable' }).click();
  await answer(page, 'Disable');
  await expect(said(page, 'ben is disabled.')).toBeVisible();
  await expect(page.getByText('No browser is signed in now.')).toBeVisible();
  expect(await signedIn(ben)).toBe(false);
  await expect(stack.client('ben')).rejects.toThrow(/account-disabled/);

  await page.getByRole('button', { name: 'Enable' }).click();
  await expect(said(page, 'ben can sign in again.')).toBeVisible();
  await stack.client('ben');
});

test('sessions are ended one by one and all at once', async ({ page }) => {
  const [first, second] = [await stack.client('cleo'), await stack.client('cleo')];
  await open(page, `/users/${ids.get('cleo')}`);
  const ends = page.getByRole('button', { name: /^End node/ });
  await expect(ends).toHaveCount(3);
  await ends.first().click();
  await answer(page, 'Cancel');
  await expect(ends).toHaveCount(3);
  await ends.first().click();
  await answer(page, 'Sign out');
  await expect(said(page, 'That browser is signed out.')).toBeVisible();
  await expect(ends).toHaveCount(2);
  expect([await signedIn(first), await signedIn(second)].filter(Boolean)).toHaveLength(1);
  await page.getByRole('button', { name: 'End all' }).click();
  await expect(dialog(page)).toContainText('Every browser is signed out at once');
  await answer(page, 'Sign out everywhere');
  await expect(page.getByText('No browser is signed in now.')).toBeVisible();
  expect([await signedIn(first), await signedIn(second)]).toEqual([false, false]);
});

test('the last administrator stays one, in words, and nobody steps down unawares', async ({ page }) => {
  await open(page, `/users/${ids.get('ada')}`);
  await page.getByRole('button', { name: 'Disable' }).click();
  await expect(dialog(page)).toContainText('You are signed out everywhere at once, here too');
  await answer(page, 'Cancel');
  await page.getByRole('button', { name: 'Give up administration' }).click();
  await expect(dialog(page)).toContainText('You cannot take it back yourself');
  await answer(page, 'Give it up');
  await expect(alert(page)).toContainText('ada is the last administrator');
  await expect(alert(page)).toContainText('Make somebody else an administrator first.');
  await expectAccessible(page);
});

test('a role is given and taken, and who gives up the own one lands at home', async ({ page, context }) => {
  await open(page, `/users/${ids.get('cleo')}`);
  await page.getByRole('button', { name: 'Make administrator' }).click();
  await answer(page, 'Make administrator');
  await expect(said(page, 'cleo is an administrator now.')).toBeVisible();
  await context.clearCookies();
  await stack.enter(context, 'cleo');
  await open(page, `/users/${ids.get('cleo')}`);
  await page.getByRole('button', { name: 'Give up administration' }).click();
  await answer(page, 'Give it up');
  await expect(page).toHaveURL(`${stack.origin}/`);
  await expect(page.getByRole('link', { name: 'Users' })).toHaveCount(0);
});

test('a server is added, tested with each kind of failure, and removed only by its name', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, '/settings');
  await expect(page).toHaveURL(/\/settings\/servers$/);
  await page.getByRole('button', { name: 'Add a server' }).click();
  await expect(page.getByText('Already added.')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  const use = page.getByRole('button', { name: 'Use this server' });
  await expect(use).toHaveCount(1);
  await use.click();
  await expect(said(page, /is added/)).toBeVisible({ timeout: 20_000 });
  const servers = (await ada.get('/api/v1/plex/servers')).items as { id: string; name: string }[];
  const added = servers.find(({ name }) => name !== 'Attic')!;
  const card = page.locator('sp-registered-server').filter({ hasText: added.name });

  const test_ = card.getByRole('button', { name: 'Test connection' });
  await test_.click();
  await expect(card.getByText('All is well')).toBeVisible();
  const faults: [object, string][] = [
    [{ kind: 'status', status: 401 }, 'Sign-in refused'],
    [{ kind: 'wrong-machine' }, 'Not this server'],
    [{ kind: 'hang' }, 'No answer in time'],
    [{ kind: 'reset' }, 'Not reachable'],
  ];
  for (const [fault, words] of faults) {
    await stack.control('POST', 'faults', { scope: added.name, ...fault });
    await test_.click();
    await expect(card.locator('.result').getByText(words)).toBeVisible({ timeout: 20_000 });
    await stack.control('DELETE', 'faults');
  }
  // The second time its link works already.
  for (const linked of [1, 2]) {
    await card.getByRole('button', { name: 'Link again' }).click();
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await card.getByRole('button', { name: 'Link by your Plex account' }).click();
    expect((await answer).status(), `link ${linked}`).toBe(201);
    await expect(card.getByText('Linked. The next sync uses the new sign-in.')).toBeVisible({ timeout: 20_000 });
  }

  const remove = card.getByRole('button', { name: 'Remove' });
  await page.route('**/plex/servers/*/removal', refuse(503));
  await remove.click();
  await expect(alert(page)).toContainText('Nothing was removed.');
  await page.unroute('**/plex/servers/*/removal');
  await remove.click();
  const sure = dialog(page).getByRole('button', { name: 'Remove server' });
  await expect(dialog(page)).toContainText('Nothing changes in Plex, and no file is touched.');
  await expect(dialog(page)).toContainText('3 libraries');
  await expect(sure).toBeDisabled();
  await expectAccessible(page);
  await dialog(page).getByRole('textbox').fill(added.name.slice(1));
  await expect(sure).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(remove).toBeFocused();
  await remove.click();
  await dialog(page).getByRole('textbox').fill(` ${added.name} `);
  await expect(sure).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(said(page, 'is removed. Nothing changed in Plex.')).toBeVisible();
  await expect(card).toHaveCount(0);
  expect((await ada.get('/api/v1/plex/servers')).items).toHaveLength(1);
});

test('an API key is explained, shown once, works, and is gone when it is deleted', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stack.origin });
  await open(page, '/settings/api-keys');
  await expect(page.getByText('No key yet')).toBeVisible();
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByLabel('Name')).toBeFocused();
  await expect(page.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Choose what the key may do.')).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('Name').fill('Dashboard');
  await page.getByRole('checkbox', { name: /Read libraries/ }).check();
  await page.getByLabel('Ends').selectOption({ label: 'on a day' });
  await page.getByLabel('Last day').fill('2020-01-01');
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByText('Choose a day that is not over yet.')).toBeVisible();
  await page.getByLabel('Ends').selectOption({ label: 'never' });

  await page.route('**/api/v1/api-keys', (route) =>
    route.request().method() === 'POST' ? refuse(503)(route) : route.continue(),
  );
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(alert(page)).toContainText('What you typed is still here.');
  await page.unroute('**/api/v1/api-keys');
  await page.reload();
  await expect(page.getByLabel('Name')).toHaveValue('Dashboard');
  await expect(page.getByRole('checkbox', { name: /Read libraries/ })).toBeChecked();
  await page.getByRole('button', { name: 'Create key' }).click();
  const shown = page.getByText(/^sp_/);
  await expect(shown).toBeVisible();
  const key = (await shown.textContent()) ?? '';
  await page.getByRole('button', { name: 'Copy key' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await expectAccessible(page);
  const use = () => fetch(`${stack.origin}/api/v1/library/items`, { headers: { authorization: `Bearer ${key}` } });
  expect((await use()).status).toBe(200);
  await page.reload();
  await expect(page.getByText('last used')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(key);

  await page.getByRole('button', { name: 'Delete the key Dashboard' }).click();
  await expect(dialog(page)).toContainText('refused at once');
  await answer(page, 'Cancel');
  expect((await use()).status).toBe(200);
  await page.getByRole('button', { name: 'Delete the key Dashboard' }).click();
  await answer(page, 'Delete key');
  await expect(said(page, 'is deleted.')).toBeVisible();
  expect((await use()).status).toBe(401);
});

test('the AI provider is tried before it is saved, and its key is never shown', async ({ page }) => {
  await open(page, '/settings/ai');
  await expect(page.getByText('Not set up')).toBeVisible();
  await page.getByLabel('Address').fill('ollama');
  await page.getByLabel('Model').fill('scripted-1');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByLabel('Address')).toBeFocused();
  await expect(page.getByText('Give an address that begins with http')).toBeVisible();

  await page.getByLabel('Address').fill(ai.url);
  const outcome = page.locator('sp-ai-page .result');
  const tryIt = page.getByRole('button', { name: 'Test', exact: true });
  await tryIt.click();
  await expect(outcome).toContainText('Key refused');
  await page.getByLabel('Key').fill(AI_KEY);
  await tryIt.click();
  await expect(outcome).toContainText('It works');
  await expectAccessible(page);
  await page.getByLabel('Model').fill('scripted-2');
  await tryIt.click();
  await expect(outcome).toContainText('Unknown model');
  await page.getByLabel('Model').fill('scripted-1');

  await page.route('**/api/v1/ai/settings', refuse(503));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(alert(page)).toContainText('What you typed is still here.');
  await expect(page.getByLabel('Address')).toHaveValue(ai.url);
  await page.unroute('**/api/v1/ai/settings');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(said(page, 'Saved.')).toBeVisible();
  await expect(page.getByText('Set, and never shown')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Address')).toHaveValue(ai.url);
  await expect(page.getByText('Set up', { exact: true })).toBeVisible();
  expect(await page.content()).not.toContain(AI_KEY);
  expect(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).not.toContain(AI_KEY);

  await page.getByLabel('Address').fill('http://127.0.0.1:9/v1');
  await expect(page.getByText('The stored key belongs to the address before')).toBeVisible();
  await tryIt.click();
  await expect(outcome).toContainText('Not reachable');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('Removed when you save')).toBeVisible();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await tryIt.click();
  await expect(outcome).toContainText('It works');
});

test('what was typed survives a session that ends in the middle', async ({ page, context }) => {
  await open(page, '/settings/ai');
  await page.getByLabel('Model').fill('another-model');
  await context.clearCookies({ name: 'sp_session' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Sign in' }).click();
  await signIn(page, 'ada');
  await expect(page).toHaveURL(/\/settings\/ai$/);
  await expect(page.getByLabel('Model')).toHaveValue('another-model');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByLabel('Model')).toHaveValue('scripted-1');
});

test('the audit log tells all of this, newest first, and is exported as it is filtered', async ({ page }) => {
  await open(page, '/settings/audit');
  const rows = page.locator('sp-audit-row');
  await expect(rows.first()).toContainText('Sign in');
  await page.getByLabel('Act', { exact: true }).selectOption({ label: 'Remove a server' });
  await expect(page).toHaveURL(/action=server\.remove/);
  await expect(rows).toHaveCount(1);
  await rows
    .first()
    .getByRole('button', { name: /^Details/ })
    .click();
  await expect(rows.first()).toContainText('127.0.0.1');
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^smartplex-audit.*\.csv$/);
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('server.remove');

  await rows.first().getByRole('button', { name: 'Show only these acts' }).click();
  await expect(page).toHaveURL(/actor=/);
  await expect(page.getByRole('button', { name: /Only ada/ })).toBeVisible();
  await page.getByLabel('Act', { exact: true }).selectOption({ label: 'Change a user’s role or access' });
  await expect(rows.first()).toContainText('Change a user’s role or access');
  await page.getByLabel('Until').fill('2020-01-01');
  await page.getByLabel('Until').blur();
  await expect(page.getByText('No act fits these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(rows.first()).toBeVisible();

  await page.route('**/api/v1/audit/export*', refuse(500));
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  await expect(alert(page)).toContainText('Nothing was exported.');
});

test('the system page follows the log, and hands out a bundle without secrets', async ({ page }) => {
  await open(page, '/settings/system');
  await expect(page.getByText('embedded, in the data folder')).toBeVisible();
  await expect(page.getByText('Media server Attic')).toBeVisible();
  const lines = page.locator('sp-log-row');
  await expect(lines.first()).toBeVisible();
  const words = page.getByLabel('Text', { exact: true });
  await words.fill('DELETE');
  await expect(page).toHaveURL(/q=DELETE/);
  await page.getByLabel('Level').selectOption({ label: 'trace and above' });
  await words.fill('');
  await expect(page).not.toHaveURL(/[?&]q=/);
  // Of requests only those that were refused have a line at this level.
  const nobody = '/api/v1/users/00000000-0000-4000-8000-000000000000';
  const refused = () => ada.get(nobody).catch(() => undefined);
  const told = lines.filter({ hasText: `GET ${nobody} 404` });
  await expect.poll(async () => (await refused(), told.count())).toBeGreaterThan(0);
  // Newer ones come above it.
  const line = told.last();
  await expect(line).toContainText('Request completed');
  await line.getByRole('button').first().click();
  await line.getByRole('button', { name: 'Only this request' }).click();
  await expect(page).toHaveURL(/requestId=/);
  await expect(page.getByRole('button', { name: /Only the request/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /Only the request/ }).click();
  await expect(page).not.toHaveURL(/requestId=/);

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Held still.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Lines of the log' })).toHaveAttribute('aria-busy', 'false');
  const before = await lines.count();
  await refused();
  await page.waitForTimeout(500);
  expect(await lines.count()).toBe(before);
  await page.getByRole('button', { name: 'Follow' }).click();
  await expect(page.getByText('New lines appear at the top.')).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download support bundle' }).click();
  const bundle = gunzipSync(readFileSync(await (await download).path())).toString();
  expect(JSON.parse(bundle)).toBeTruthy();
  for (const secret of [...stack.tokens, AI_KEY, 'ada@example.org', 'onerror']) expect(bundle).not.toContain(secret);
});

test('on a phone no figure of the jobs is cut away, and what failed is the first', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, '/settings/system');
  const figures = page.locator('sp-jobs-card tbody tr').first().locator('.sp-number:not(.none)');
  await figures.first().scrollIntoViewIfNeeded();
  const lefts = await figures.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
  const failed = await page.locator('sp-jobs-card .failed').first().boundingBox();
  expect(failed!.x).toBe(Math.min(...lefts));
  for (const figure of await figures.all()) await expect(figure).toBeInViewport({ ratio: 1 });
  await expectNoSidewaysScroll(page);
});

test('a member has devices, a use of the assistant and nothing else', async ({ page, context }) => {
  await context.clearCookies();
  await stack.enter(context, 'ben');
  const others = [await stack.client('ben'), await stack.client('ben'), await stack.client('ben')];
  await open(page, '/');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('link', { name: 'Your devices' }).click();
  await expect(page).toHaveURL(/\/settings\/devices$/);
  await expect(page.getByText('This browser', { exact: true })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Settings' }).getByRole('link')).toHaveText([
    'Your devices',
    'Your assistant',
  ]);
  await open(page, '/settings');
  await expect(page).toHaveURL(/\/settings\/devices$/);
  for (const path of PAGES.filter((each) => !['/settings/devices', '/settings/assistant'].includes(each))) {
    await open(page, path);
    await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  }
  await open(page, '/settings/devices');
  const rows = page.locator('sp-session-list li');
  await expect(rows.nth(1)).toBeVisible();
  const count = await rows.count();
  const theirs = rows.filter({ hasNotText: 'This browser' }).first();
  await theirs.getByRole('button').click();
  await answer(page, 'Cancel');
  await expect(rows).toHaveCount(count);
  await theirs.getByRole('button').click();
  await answer(page, 'Sign out');
  await expect(rows).toHaveCount(count - 1);
  await page.getByRole('button', { name: 'End all others' }).click();
  await answer(page, 'Sign out everywhere else');
  await expect(rows).toHaveCount(1);
  expect(await Promise.all(others.map(signedIn))).toEqual([false, false, false]);
  await rows.filter({ hasText: 'This browser' }).getByRole('button').click();
  await answer(page, 'Sign out here');
  await expect(page).toHaveURL(/\/login/);
});

for (const [width, height] of [
  [1440, 900],
  [360, 740],
]) {
  test(`every page is accessible in both themes and whole, ${width} px`, async ({ page }) => {
    test.setTimeout(600_000);
    await page.setViewportSize({ width, height });
    for (const path of [...PAGES, `/users/${ids.get('ben')}`]) {
      await open(page, path);
      await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
      await expect(page.locator('main sp-skeleton')).toHaveCount(0);
      await test.step(path, () => expectAccessibleInBothThemes(page));
      await expectNoSidewaysScroll(page);
    }
  });
}

test('on a phone what has no room in the bar is behind “More”', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, '/');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page).toHaveURL(/\/settings\/servers$/);
  await expect(page.getByRole('link', { name: 'Users' })).toBeHidden();
});

for (const [page, request] of [
  ['/users', '/users?*'],
  ['/users/:id', '/users/*'],
  ['/settings/servers', '/plex/servers'],
  ['/settings/schedule', '/plex/servers'],
  ['/settings/api-keys', '/api-keys*'],
  ['/settings/ai', '/ai/settings'],
  ['/settings/ai', '/ai/usage/users'],
  ['/settings/assistant', '/ai/status'],
  ['/settings/assistant', '/ai/usage'],
  ['/settings/assistant', '/ai/conversations'],
  ['/settings/audit', '/audit?*'],
  ['/settings/system', '/system'],
  ['/settings/system', '/health'],
  ['/settings/system', '/system/log?*'],
  ['/settings/devices', '/auth/sessions'],
])
  test(`${request} that fails is told on ${page}, and asking again heals it`, async ({ page: tab }) => {
    const asked = `**/api/v1${request}`;
    for (const fail of [refuse(500), refuse(429, { 'retry-after': '60' }), (route: Route) => route.abort()]) {
      await tab.route(asked, fail);
      await open(tab, page.replace(':id', ids.get('ben') ?? ''));
      await expect(alert(tab)).toBeVisible();
      await tab.unroute(asked);
      await alert(tab).getByRole('button', { name: 'Try again' }).click();
      await expect(tab.locator('main').getByRole('alert')).toHaveCount(0);
    }
  });

test('nobody there, and nothing but a way back', async ({ page }) => {
  await open(page, '/users/00000000-0000-4000-8000-000000000000');
  await expect(alert(page)).toContainText('There is no such user');
  await page.getByRole('link', { name: 'All users' }).click();
  await expect(page).toHaveURL(/\/users$/);
});
