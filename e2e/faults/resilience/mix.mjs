// Who asks for what: a small household that browses, and now and then writes something down.

/** Of 25 requests: 24 reads by their share, and one write. */
const READS = [
  ['admin', 5, '/api/v1/library/items?sort=title&limit=20', ids],
  ['user', 4, '/api/v1/library/items?sort=year&limit=20', ids],
  ['admin', 2, '/api/v1/library/items/count', ({ count }) => count],
  ['user', 2, '/api/v1/library/items/count', ({ count }) => count],
  ['admin', 2, (items) => `/api/v1/library/items/${items.detail}`, ({ id, title }) => [id, title]],
  ['user', 1, (items) => `/api/v1/library/items/${items.hidden}`, ({ code }) => code],
  ['admin', 1, '/api/v1/library/sections', ids],
  ['user', 1, '/api/v1/library/sections', ids],
  ['admin', 1, '/api/v1/auth/session', ({ user }) => user.id],
  ['user', 1, '/api/v1/auth/session', ({ user }) => user.id],
  // Genres grow while details are read: a list of Plex names but two of a title.
  ['admin', 1, '/api/v1/library/facets', ({ years }) => years],
  ['user', 1, '/api/v1/stats/me?period=30d', ({ plays }) => plays],
  ['admin', 1, '/api/v1/sync/schedule', ({ keySweepAt }) => keySweepAt],
  ['user', 1, '/api/v1/ai/conversations?limit=5', ids],
];

function ids({ items }) {
  return items.map(({ id }) => id);
}

export class Mix {
  /**
   * Asks everything once: what is told now is what must be told later.
   * @param {{ admin, user }} callers @param {import('./writes.mjs').Writes} writes
   */
  static async learn(callers, writes, items) {
    const turns = [];
    for (const [who, share, path, told] of READS) {
      const where = typeof path === 'function' ? path(items) : path;
      const read = { caller: callers[who], method: 'GET', path: where };
      const { status, text } = await callers[who].ask(where);
      // What the writes of this load change is not compared.
      const first = told && !where.includes('conversations') ? JSON.stringify(told(JSON.parse(text))) : null;
      const turn = {
        ...read,
        judge: (now, answer) => compare(`${who} ${where}`, { status, first, told }, now, answer),
      };
      for (let i = 0; i < share; i++) turns.push(turn);
    }
    return new Mix(turns, writes);
  }

  #turn = 0;

  constructor(turns, writes) {
    Object.assign(this, { turns, writes });
  }

  next() {
    const turn = this.#turn++;
    // A step that shares no factor with the number of reads: neighbours are unlike each other.
    if (turn % 25 === 24) return this.writes.next();
    return this.turns[(turn * 7) % this.turns.length];
  }
}

function compare(what, { status, first, told }, now, text) {
  if (now === null) return null;
  if (now !== status) return `${what} answered ${now} instead of ${status}`;
  if (first === null) return null;
  try {
    return JSON.stringify(told(JSON.parse(text))) === first ? null : `${what} answered something else than before`;
  } catch {
    return `${what} answered something unreadable`;
  }
}
