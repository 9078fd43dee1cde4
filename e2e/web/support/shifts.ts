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

/** Every answer of the API comes so much later, each a little later than the one before. */
export async function delayAnswers(page: Page, delayMs: number): Promise<void> {
  let asked = 0;
  await page.route(/\/api\/v1\//, async (route) => {
    const later = delayMs + ((asked += 1) % 4) * 70;
    await new Promise((resolve) => setTimeout(resolve, later));
    // A page that is left takes its requests along.
    await route.continue().catch(() => undefined);
  });
}
