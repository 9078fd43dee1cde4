/**
 * What `work` answers, or what `late` does when that takes too long. The work itself goes on, and what
 * becomes of it then is its own affair.
 * @param late answers in its place, or throws
 */
export async function withinTime<T>(work: Promise<T>, timeoutMs: number, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  }).then(late);
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
