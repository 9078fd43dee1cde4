import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for what comes by itself: until the check no longer throws, or throws what it threw last. */
export async function eventually(check: () => Promise<unknown> | unknown, timeoutMs = 15_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(25);
    }
  }
}
