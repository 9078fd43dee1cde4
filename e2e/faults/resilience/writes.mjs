// Writes, and whether those that were said to have happened did.

const DONE = { PUT: [200, 204], POST: [201] };

/** Each write has a key of its own, so that one without an answer makes no other uncertain. */
export class Writes {
  #written = [];
  #turn = 0;

  /** @param {string[]} films ids of films that both callers see */
  constructor(callers, films, name) {
    Object.assign(this, { callers, films, name });
  }

  next() {
    const turn = this.#turn++;
    const make = [this.#verdict, this.#conversation, this.#verdict, this.#schedule][turn % 4];
    const { write, ...rest } = make.call(this, turn);
    const judge = (status) => {
      if (status === null || status >= 500) return null;
      if (!DONE[rest.method].includes(status)) return `${rest.method} ${rest.path} answered ${status}`;
      this.#written.push(write);
      return null;
    };
    return { ...rest, judge };
  }

  #caller(turn) {
    return this.callers[turn % 8 < 4 ? 'admin' : 'user'];
  }

  #verdict(turn) {
    const caller = this.#caller(turn);
    const itemId = this.films[turn % this.films.length];
    const verdict = turn % 3 === 0 ? 'more-like-this' : 'not-interested';
    const path = `/api/v1/ai/recommendations/verdicts/${itemId}`;
    const write = { kind: 'verdict', key: `${caller.id} ${itemId} ${verdict}` };
    return { caller, method: 'PUT', path, body: { verdict }, write };
  }

  /** In turn: of conversations without a question each keeps the last 500, which are enough for a soak of a quarter of an hour. */
  #conversation(turn) {
    const title = `${this.name} ${turn}`;
    const request = { caller: this.#caller(turn), method: 'POST', path: '/api/v1/ai/conversations', body: { title } };
    return { ...request, write: { kind: 'conversation', key: title } };
  }

  #schedule(turn) {
    const body = { push: false, incrementalMinutes: 1000 + (turn % 400), keySweepAt: '03:30', fullSweepWeekday: 0 };
    const request = { caller: this.callers.admin, method: 'PUT', path: '/api/v1/sync/schedule', body };
    return { ...request, write: { kind: 'schedule', key: 'schedule' } };
  }

  /** @returns {Promise<{ acknowledged: number, lost: number, twice: number }>} */
  async check(sql) {
    const of = (kind) => this.#written.filter((write) => write.kind === kind).map(({ key }) => key);
    const verdicts = await sql(`SELECT user_id || ' ' || item_id || ' ' || verdict AS key FROM pick_verdicts`);
    const titles = await sql(`SELECT title AS key FROM ai_conversations`);
    // A setting is overwritten by the next one: that it was written the audit log tells.
    const [{ count }] = await sql(
      `SELECT count(*)::int AS count FROM audit_entries WHERE action = 'sync-schedule.update'`,
    );
    const settingsBefore = (this.settingsBefore ??= 0);
    const missing = (keys, rows) => {
      const there = new Set(rows.map(({ key }) => key));
      return keys.filter((key) => !there.has(key)).length;
    };
    const lost =
      missing(of('verdict'), verdicts) +
      missing(of('conversation'), titles) +
      Math.max(0, of('schedule').length - (count - settingsBefore));
    const own = titles.filter(({ key }) => key.startsWith(`${this.name} `)).length;
    const twice = own - new Set(titles.map(({ key }) => key).filter((key) => key.startsWith(`${this.name} `))).size;
    return { acknowledged: this.#written.length, lost, twice };
  }

  /** Before the first write: what others wrote is not counted. */
  async begin(sql) {
    const [{ count }] = await sql(
      `SELECT count(*)::int AS count FROM audit_entries WHERE action = 'sync-schedule.update'`,
    );
    this.settingsBefore = count;
    await sql('DELETE FROM pick_verdicts');
    await sql('DELETE FROM ai_conversations');
  }
}
