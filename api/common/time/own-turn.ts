let last: Promise<void> = Promise.resolve();

/**
 * Resolves in a turn of the event loop that no other caller gets. To be awaited before milliseconds of
 * work that several callers may have ready at once, such as reading a page of a thousand rows: requests
 * that came meanwhile are then served between one such piece and the next, not after all of them.
 */
export function ownTurn(): Promise<void> {
  last = last.then(nextTurn);
  return last;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
