// What the portal keeps and shows: every page as an administrator, with the key of the assistant typed in one of them.
import { openBrowser } from '../../support/chromium.mjs';
import { SESSION_COOKIE } from '../caller.mjs';

const PAGES = ['', 'library', 'statistics', 'dashboard', 'insights', 'sync', 'users', 'assistant'];
const SETTINGS = ['devices', 'servers', 'schedule', 'api-keys', 'ai', 'audit', 'system'];

export async function browse(scene) {
  const { context, close } = await openBrowser();
  try {
    const { cookies } = await scene.api.session(scene.api.people.ada.id);
    const asSet = ([name, value]) => ({ name, value, url: scene.api.url, httpOnly: name === SESSION_COOKIE });
    await context.addCookies([...cookies].map(asSet));
    const page = await context.newPage();
    page.on('console', (message) => scene.hearing.take('console of the browser', message.text()));
    for (const path of [...PAGES, ...SETTINGS.map((name) => `settings/${name}`)]) await visit(scene, page, path);
    await typeKey(scene, page);
    await visit(scene, page, 'settings/system');
    await takeKept(scene, context, page);
  } finally {
    await close();
  }
}

async function visit({ api, hearing }, page, path) {
  await page.goto(`${api.url}/${path}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 20_000 });
  await page.waitForTimeout(300);
  hearing.take(`page /${path}`, await page.content());
}

async function typeKey({ api, provider, secrets, hearing }, page) {
  await page.goto(`${api.url}/settings/ai`);
  const replace = page.getByRole('button', { name: 'Replace', exact: true });
  await replace.click({ timeout: 20_000 });
  await page.locator('input.key').fill(secrets.mint('AI key of the browser'));
  const asked = provider.asked();
  const tested = page.waitForResponse((answer) => answer.url().endsWith('/ai/settings/test'));
  await page.getByRole('button', { name: /^Test/ }).click();
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await page.locator('button.sp-button--primary').first().click();
  if (!(await saved).ok()) throw new Error('the key typed into the browser was not saved');
  await tested;
  if (provider.asked() === asked) throw new Error('the test of the browser asked nobody');
  await replace.waitFor();
  hearing.take('page /settings/ai after the key was saved', await page.content());
}

async function takeKept({ hearing }, context, page) {
  const kept = await page.evaluate(async () => {
    const cached = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) cached.push(request.url, await (await cache.match(request)).text());
    }
    const databases = JSON.stringify(await indexedDB.databases());
    return {
      storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
      cached,
      databases,
      cookie: document.cookie,
    };
  });
  hearing.take('storage of the browser', kept.storage + kept.databases);
  hearing.take('caches of the browser', kept.cached.join('\n'));
  hearing.take('document.cookie', kept.cookie);
  if (kept.databases !== '[]') throw new Error('IndexedDB is in use: read what it holds here');
  const other = (await context.cookies()).filter(({ name }) => ![SESSION_COOKIE, 'XSRF-TOKEN'].includes(name));
  hearing.take('other cookies', JSON.stringify(other));
}
