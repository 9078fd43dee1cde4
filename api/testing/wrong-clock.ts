const TRUE_STILL = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

/** Lets what this process takes for the time be wrong by so much while `work` lasts; the database's clock stays true. */
export async function withClockOff<T>(offsetMs: number, work: () => Promise<T>): Promise<T> {
  jest.useFakeTimers({ now: Date.now() + offsetMs, doNotFake: TRUE_STILL });
  try {
    return await work();
  } finally {
    jest.useRealTimers();
  }
}
