#!/usr/bin/env node
// `npm run bench:web`: what the built portal costs a person, in headless Chromium on a processor slowed to a quarter, with
// a library of 100,000 films. Each figure stands beside that of a bare page of the same server in the same run. Prints one
// JSON object, writes docs/benchmarks-web.md and ends with 1 when a budget is broken. BENCH_MOVIES chooses another size
// and writes nothing.
import { cpus } from 'node:os';
import { CHROMIUM_ARGS, openBrowser } from '../support/chromium.mjs';
import { percentile, round } from './figures.mjs';
import { insightsMade } from './insight-bench.mjs';
import { runSync } from './sync-bench.mjs';
import { initialTransfer } from './web-bench.mjs';
import { measureHeap, measureInteractions, measureVisit, slowPage } from './web-measures.mjs';
import { writeWebReport } from './web-report.mjs';
import { openWorld } from './world.mjs';

const MOVIES = 100_000;
const SLOWDOWN = 4;
const VISITS = 5;
const CHANGES = 50;
/** Every entry of the navigation once. */
const WARM_UP = 8;
const movies = Number(process.env.BENCH_MOVIES ?? MOVIES);
const port = process.env.BENCH_PORT ?? '3977';
const origin = `http://127.0.0.1:${port}`;

/** A page of the same server with nothing on it but a few words: what the browser itself costs. */
const BARE = '/health/live';
const FIRST_PAGES = ['/', '/dashboard', '/library'];
const FURTHER_PAGES = [
  ...['/library?view=table', '/statistics?of=server&period=all', '/sync', '/users'],
  ...['/insights', '/insights/duplicates', '/insights/unwatched', '/insights/quality'],
  ...['servers', 'schedule', 'api-keys', 'ai', 'audit', 'system', 'devices'].map((name) => `/settings/${name}`),
];

/** A closed list of choices changes its value by the arrows, as a person's keys do it. */
const choose = (label, presses) => async (page) => {
  await page.getByLabel(label, { exact: true }).first().focus();
  for (let press = 0; press < presses; press++) await page.keyboard.press('ArrowDown');
};
const click = (role, name) => (page) => page.getByRole(role, { name }).first().click();

const LIBRARY_STEPS = {
  'library: sort': choose('Sort by', 2),
  'library: turn the order': click('button', /change to (as|des)cending/),
  'library: filter by kind': choose('Kind', 1),
  'library: filter by quality': choose('Quality', 1),
  'library: search': async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox', { name: 'Search the library' }).focus();
    await page.keyboard.type('evening', { delay: 80 });
  },
  'library: clear all': click('button', 'Clear all'),
  'library: table': click('button', 'Table'),
};
const PALETTE_STEPS = {
  'palette: open': (page) => page.keyboard.press('Control+k'),
  'palette: type': (page) => page.keyboard.type('evening', { delay: 80 }),
  'palette: walk': async (page) => {
    for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowDown');
  },
};
const STORAGE_STEPS = {
  'insights: sort': click('button', 'Titles'),
  'insights: split': async (page) =>
    page.locator('sp-insights-page main, main').getByRole('link', { name: 'Resolution' }).first().click(),
};
const QUALITY_STEPS = {
  'insights: filter': (page) => page.locator('sp-insight-filters .chips').locator('button, a').nth(1).click(),
};

async function interactions(context) {
  const { page } = await slowPage(context, SLOWDOWN);
  const worst = {};
  const walk = async (path, steps) => {
    await page.goto(origin + path, { waitUntil: 'networkidle' });
    Object.assign(worst, await measureInteractions(page, steps));
  };
  await walk('/library', LIBRARY_STEPS);
  await walk('/', PALETTE_STEPS);
  await walk('/insights', STORAGE_STEPS);
  await walk('/insights/quality', QUALITY_STEPS);
  await page.goto(origin + BARE);
  await page.evaluate(() => {
    document.body.innerHTML = '<button>Press</button>';
    document.body.firstChild.onclick = () => (document.body.firstChild.textContent = 'Pressed');
  });
  const bare = await measureInteractions(page, { bare: click('button', 'Press') });
  await page.close();
  return { worst, bareMs: bare.bare };
}

/** Without the compilers, whose code for what runs often would grow the heap for minutes and say nothing of the portal. */
const PLAIN_SCRIPT = '--js-flags=--no-opt --no-maglev --no-sparkplug';

async function heap(cookies) {
  const { context, close } = await openBrowser({
    viewport: { width: 1440, height: 900 },
    args: [...CHROMIUM_ARGS, PLAIN_SCRIPT],
  });
  try {
    await context.addCookies(cookies);
    return await heapOf(context);
  } finally {
    await close();
  }
}

async function heapOf(context) {
  const { page, devtools } = await slowPage(context, 1);
  await page.goto(origin + BARE);
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
  const links = page.getByRole('navigation', { name: 'Main' }).locator('li a');
  const count = await links.count();
  const change = async (step) => {
    await links.nth((step + 1) % count).click();
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(400);
  };
  const figures = await measureHeap(page, devtools, { changes: WARM_UP + CHANGES, warmUp: WARM_UP, change });
  return { ...figures, bareMb: round(usedSize / 1e6) };
}

async function measure(world) {
  const { context, close } = await openBrowser({ viewport: { width: 1440, height: 900 } });
  const note = (name, figures) => console.error(`${name}: ${JSON.stringify(figures)}`) ?? figures;
  const visit = (path, visits) => measureVisit(context, origin + path, { slowdown: SLOWDOWN, visits });
  try {
    const initialTransferKb = round((await initialTransfer(context, origin)) / 1000, 1);
    const cookies = [...world.client.cookies].map(([name, value]) => ({ name, value, url: origin }));
    await context.addCookies(cookies);
    const bare = note(BARE, await visit(BARE, VISITS));
    const pages = {};
    for (const path of FIRST_PAGES) pages[path] = note(path, await visit(path, VISITS));
    const { items } = await world.client.get('/api/v1/library/items?limit=1');
    for (const path of [`/items/${items[0].id}`, ...FURTHER_PAGES]) pages[path] = note(path, await visit(path, 1));
    const felt = note('interactions', await interactions(context));
    return { initialTransferKb, bare, pages, interactions: felt, heap: note('heap', await heap(cookies)) };
  } finally {
    await close();
  }
}

function judge({ initialTransferKb, pages, interactions: { worst }, heap: kept }) {
  const atMost = (figure, value, limit) => ({ figure, value, limit, holds: value <= limit });
  return [
    atMost('initial transfer, kB', initialTransferKb, 130),
    ...FIRST_PAGES.map((path) => atMost(`largest paint of ${path}, ms`, pages[path].paintMs, 1500)),
    ...Object.entries(pages).map(([path, { shift }]) =>
      atMost(`layout shift of ${path.replace(/\d+$/, ':id')}`, shift, 0.02),
    ),
    ...Object.entries(worst).map(([name, ms]) => atMost(`${name}, ms to the next paint`, ms, 100)),
    atMost('growth of the heap over 50 page changes, share', kept.growth, 0.03),
  ];
}

const world = await openWorld({ movies, plays: 3000, port });
try {
  await runSync(world.client, world.serverId);
  await insightsMade(world.database);
  const figures = await measure(world);
  const [{ model }] = cpus();
  const report = {
    movies,
    slowdown: SLOWDOWN,
    machine: { cpus: cpus().length, model, node: process.version },
    ...figures,
  };
  report.summary = judge(report);
  report.worstInteractionMs = percentile(Object.values(figures.interactions.worst), 1);
  console.log(JSON.stringify(report, null, 2));
  if (movies === MOVIES) writeWebReport(report);
  process.exitCode = report.summary.every(({ holds }) => holds) ? 0 : 1;
} finally {
  await world.close();
}
