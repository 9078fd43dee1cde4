import type { Page } from '@playwright/test';
import { type OwnStack, mirrorFirstServer, startOwnStack } from './support/own-stack.js';
import { everyPage, settled } from './support/pages.js';
import { collectFaults, expect, test } from './support/test.js';

const HOSTILE = [
  '<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script>',
  '"><svg onload=globalThis.hacked=1>{{constructor.constructor("globalThis.hacked=1")()}}',
  '\u202Eنص من اليمين إلى اليسار\u2067 שלום עולם',
  'W'.repeat(1000),
  'word '.repeat(200).trim(),
  '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(60),
  'javascript:globalThis.hacked=1',
  'Z\u0301\u0316\u0322\u0334'.repeat(80),
];

let stack: OwnStack;

test.describe.configure({ mode: 'serial', timeout: 600_000 });

test.beforeAll(async () => {
  test.setTimeout(240_000);
  stack = await startOwnStack([
    '--seed',
    '11',
    '--movies',
    '60',
    '--shows',
    '4',
    '--artists',
    '3',
    '--plays',
    '400',
    '--quirks',
    'on',
  ]);
  const words = (place: number) => ({
    title: HOSTILE[place % HOSTILE.length],
    summary: HOSTILE[(place + 1) % HOSTILE.length],
  });
  for (let place = 0; place < HOSTILE.length; place++) {
    const genres = [HOSTILE[place].slice(0, 200)];
    await stack.control('POST', 'items/change', {
      ratingKey: String(1001 + place),
      ...words(place),
      genres,
      file: `/data/${HOSTILE[place]}.mkv`,
    });
    await stack.control('POST', 'items/add', { type: 'show', ...words(place) });
  }
  await stack.control('POST', 'accounts/change', { account: 'ben', title: HOSTILE[0] });
  await stack.control('POST', 'accounts/change', { account: 'cleo', title: HOSTILE[3] });
  const ada = await stack.client('ada');
  await mirrorFirstServer(ada);
  await stack.client('ben');
  await stack.client('cleo');
  for (let place = 0; place < 4; place++)
    await stack.control('POST', 'plays', { account: 'ada', ratingKey: String(1001 + place) });
  // Pictures that are none.
  await stack.control('POST', 'faults', { kind: 'html', path: '/photo/*' });
  await stack.control('POST', 'faults', { kind: 'html', path: '/library/metadata/*/thumb/*' });
});

test.afterAll(() => stack?.stop());

/** Everything that a hostile word could set off. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = ((globalThis as Record<string, unknown>)['violations'] = [] as string[]);
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      seen.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  page.on('dialog', (dialog) => void dialog.dismiss());
}

async function expectHarmless(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => {
    const { hacked, violations } = globalThis as Record<string, unknown>;
    const { scrollWidth, clientWidth } = document.documentElement;
    return { hacked: hacked ?? null, violations, sideways: Math.max(0, scrollWidth - clientWidth) };
  });
  expect.soft(found, where).toEqual({ hacked: null, violations: [], sideways: 0 });
}

for (const [device, viewport] of [
  ['phone', { width: 360, height: 740 }],
  ['desktop', { width: 1440, height: 900 }],
] as const) {
  test(`hostile words break no page and run nothing, ${device}`, async ({ browser }) => {
    const context = await browser.newContext({ baseURL: stack.origin, viewport });
    const faults = collectFaults(context);
    await stack.enter(context, 'ada');
    const page = await context.newPage();
    await watch(page);
    const { items } = await (await page.request.get('/api/v1/library/items?limit=100&sort=title')).json();
    const marked = items.filter(({ title }: { title: string }) =>
      HOSTILE.some((word) => title.includes(word.slice(0, 60))),
    );
    expect(marked.length).toBeGreaterThan(5);
    const titles = marked.map(({ id }: { id: string }) => `/items/${id}`);
    const searches = HOSTILE.map((word) => `/library?q=${encodeURIComponent(word.slice(0, 200))}`);
    const lists = ['/library?view=table', '/library?sort=addedAt', '/statistics?period=all&of=server'];
    for (const path of [...(await everyPage(page)), ...lists, ...searches, ...titles]) {
      await page.goto(path);
      await settled(page);
      await expectHarmless(page, path);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
}

test('a hostile person, title and search in the palette', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: stack.origin, viewport: { width: 360, height: 740 } });
  const faults = collectFaults(context);
  await stack.enter(context, 'ada');
  const page = await context.newPage();
  await watch(page);
  await page.goto('/users');
  await settled(page);
  await expectHarmless(page, 'users');
  await page.getByRole('button', { name: 'Search and commands' }).click();
  const field = page.getByRole('combobox', { name: 'Search titles, pages and actions' });
  for (const word of HOSTILE) {
    await field.fill(word);
    await expect(page.getByRole('option').last()).toBeVisible();
    await expectHarmless(page, `palette ${word.slice(0, 20)}`);
  }
  expect(faults).toEqual([]);
  await context.close();
});
