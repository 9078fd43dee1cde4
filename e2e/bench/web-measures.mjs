// What a person feels of a page, as Chromium itself reports it: paint, shift, interactions, memory.
import { percentile, round } from './figures.mjs';

/** Into every page, before its own code: collects what only observers that were there from the first moment see. */
function observe() {
  const seen = { paintMs: 0, shift: 0, interactions: [] };
  globalThis.seen_ = seen;
  const on = (type, take, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
  on('largest-contentful-paint', ({ startTime }) => (seen.paintMs = startTime));
  on('layout-shift', ({ value, hadRecentInput }) => {
    if (!hadRecentInput) seen.shift += value;
  });
  const take = ({ interactionId, duration }) => interactionId && seen.interactions.push(duration);
  on('event', take, { durationThreshold: 16 });
}

/** A page of its own on a slowed processor. */
export async function slowPage(context, slowdown) {
  const page = await context.newPage();
  await page.addInitScript(observe);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await devtools.send('Network.enable');
  // The first visit is what counts: neither the browser's cache nor the portal's own helps.
  await devtools.send('Network.setBypassServiceWorker', { bypass: true });
  return { page, devtools };
}

const seen = (page) => page.evaluate(() => globalThis.seen_);

/** Open until nothing is asked for; pages with a stream that stays open still come to rest. */
async function rest(page) {
  await page.waitForLoadState('networkidle', { timeout: 30_000 });
  await page.waitForTimeout(1000);
}

/**
 * Median of the largest paint over visits with an empty cache, and the worst shift. A visit before them lets the server
 * make the posters that it keeps, and the portal's worker settle.
 */
export async function measureVisit(context, address, { slowdown, visits }) {
  const paints = [];
  const shifts = [];
  for (let visit = 0; visit <= visits; visit++) {
    const { page, devtools } = await slowPage(context, slowdown);
    await devtools.send('Network.clearBrowserCache');
    await page.goto(address);
    await rest(page);
    const { paintMs, shift } = await seen(page);
    if (visit > 0) paints.push(paintMs);
    shifts.push(shift);
    await page.close();
  }
  return { paintMs: round(percentile(paints, 0.5), 0), shift: round(Math.max(...shifts), 4) };
}

/**
 * Interaction to next paint: each step is done by real keys or the mouse, and the browser says how long it took until the
 * next frame. What was quicker than a frame is not reported and counts as 16 ms.
 */
export async function measureInteractions(page, steps) {
  const worst = {};
  for (const [name, work] of Object.entries(steps)) {
    await page.evaluate(() => (globalThis.seen_.interactions = []));
    await work(page);
    await page.waitForTimeout(1200);
    worst[name] = Math.max(16, ...(await seen(page)).interactions);
  }
  return worst;
}

/** Bytes of the heap per page change, once what is kept on purpose is there, and how much that is of the whole. */
export async function measureHeap(page, devtools, { changes, warmUp, change }) {
  const heap = [];
  for (let step = 0; step < changes; step++) {
    await change(step);
    await devtools.send('HeapProfiler.collectGarbage');
    await devtools.send('HeapProfiler.collectGarbage');
    heap.push((await devtools.send('Runtime.getHeapUsage')).usedSize);
  }
  const kept = heap.slice(warmUp);
  const bytesPerChange = slope(kept);
  const growth = (bytesPerChange * kept.length) / kept[0];
  const { nodes } = await devtools.send('Memory.getDOMCounters');
  return {
    startMb: round(kept[0] / 1e6),
    endMb: round(kept.at(-1) / 1e6),
    kbPerChange: round(bytesPerChange / 1000),
    growth: round(growth, 3),
    nodes,
  };
}

/** Least squares: how much a value grows from one measurement to the next. */
function slope(values) {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [above, below] = values.reduce(
    ([top, bottom], value, x) => [top + (x - middle) * (value - mean), bottom + (x - middle) ** 2],
    [0, 0],
  );
  return above / below;
}
