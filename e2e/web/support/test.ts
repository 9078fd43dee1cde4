import { type BrowserContext, test as base, expect } from '@playwright/test';

/** What a browser writes by itself about an answer that failed. */
const NETWORK_LINE = /Failed to load resource|net::ERR_/;

/**
 * Every flow's own `test`: a script's fault, a promise that nobody caught, or a word of the console that is not the
 * browser's about the network fails it. `knownFaults` are those that a flow causes on purpose.
 * `worker` lets the portal's service worker come, which reads every file anew for each flow.
 */
export const test = base.extend<{ knownFaults: RegExp | null; worker: boolean; workerless: void; faultless: void }>({
  knownFaults: [null, { option: true }],
  worker: [false, { option: true }],
  workerless: [
    async ({ context, worker }, use) => {
      // As over plain http, where browsers know of no workers.
      if (!worker) await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
      await use();
    },
    { auto: true },
  ],
  faultless: [
    async ({ context, knownFaults }, use) => {
      const faults = collectFaults(context);
      await use();
      expect(faults.filter((fault) => !knownFaults?.test(fault))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** For contexts that a flow opens by itself. */
export function collectFaults(context: BrowserContext): string[] {
  const faults: string[] = [];
  context.on('weberror', (fault) => faults.push(String(fault.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' && !NETWORK_LINE.test(message.text())) faults.push(message.text());
  });
  return faults;
}
