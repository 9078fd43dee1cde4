import type { Page } from '@playwright/test';

/** From the next page on: how far what was drawn is pushed about without anybody having touched it. */
export async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean };
        if (!hadRecentInput) shifts.push(value);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return async () => {
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    return shifts.reduce((sum, value) => sum + value, 0);
  };
}

/** Runs in the page: until what stands there now was drawn, so that what comes in its place can push it about. */
export function painted(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
}

/** Every answer of the API takes at least so long, each a little longer than the one before. */
export async function delayAnswers(page: Page, delayMs: number): Promise<void> {
  let asked = 0;
  await page.route(/\/api\/v1\//, async (route) => {
    const later = delayMs + ((asked += 1) % 4) * 70;
    const wait = new Promise((resolve) => setTimeout(resolve, later));
    // A stream has no end to wait for.
    const isStream = route.request().resourceType() === 'eventsource';
    const [response] = await Promise.all([isStream ? null : route.fetch().catch(() => null), wait]);
    // A page that is left takes its requests along.
    await (response ? route.fulfill({ response }) : route.continue()).catch(() => undefined);
  });
}
