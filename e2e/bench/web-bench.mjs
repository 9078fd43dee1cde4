// What a browser pays: bytes of the first page, and frames while the grid is scrolled end to end.
import { openBrowser } from '../support/chromium.mjs';
import { percentile, round } from './figures.mjs';

export async function initialTransfer(context, origin) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const bytes = { total: 0 };
  await session.send('Network.enable');
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes.total += encodedDataLength));
  await page.goto(`${origin}/login`, { waitUntil: 'networkidle' });
  await page.close();
  return bytes.total;
}

/** Wheel steps as a hand makes them, then a drag of the scroll bar to ever other places. */
async function scrollFrames(context, origin) {
  const page = await context.newPage();
  await page.goto(`${origin}/library`, { waitUntil: 'networkidle' });
  await page.locator('sp-item-grid a[href]').first().waitFor();
  await page.evaluate(() => {
    globalThis.frames_ = [];
    let last = performance.now();
    const tick = (now) => {
      globalThis.frames_.push(now - last);
      last = now;
      globalThis.frameHandle_ = requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await page.mouse.move(720, 500);
  for (let step = 0; step < 120; step++) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(16);
  }
  for (const share of [0.5, 0.9, 0.1, 0.75, 0]) {
    await page.evaluate((target) => {
      const scroller = document.scrollingElement;
      scroller.scrollTop = target * scroller.scrollHeight;
    }, share);
    await page.waitForTimeout(400);
  }
  const frames = await page.evaluate(() => globalThis.frames_);
  await page.close();
  return frames.slice(2);
}

export async function benchWeb({ client, port }) {
  const origin = `http://127.0.0.1:${port}`;
  const { context, close } = await openBrowser({ viewport: { width: 1440, height: 900 } });
  try {
    const transferred = await initialTransfer(context, origin);
    await context.addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: origin })));
    const frames = await scrollFrames(context, origin);
    return {
      initialTransferKb: round(transferred / 1000, 1),
      scroll: {
        frames: frames.length,
        p95Ms: round(percentile(frames, 0.95), 1),
        longestMs: round(Math.max(...frames), 1),
        over50Ms: frames.filter((ms) => ms > 50).length,
      },
    };
  } finally {
    await close();
  }
}
