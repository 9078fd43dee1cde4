// Every route of openapi.json with values that it asked for and values that nobody should send, as administrator, user
// and nobody. What comes back is an answer that the description knows, in time, and tells nothing that it must not.
import { setTimeout as sleep } from 'node:timers/promises';
import { SESSION_COOKIE, headersOf } from '../security/caller.mjs';
import { ownIds } from '../security/objects.mjs';
import { routes } from '../security/routes.mjs';
import { Draws } from './draws.mjs';
import { Leaks } from './leaks.mjs';
import { Process } from './process-watch.mjs';
import { drawRequest } from './request-draw.mjs';
import { secretsOf } from './secrets.mjs';
import { close, send } from './send.mjs';
import { Verdict } from './verdict.mjs';

const WORKERS = 4;
const GIVE_UP_MS = 20_000;
const AGAIN_AFTER_MS = 2_000;
const TIDY_EVERY = 200;
const TELL_EVERY = 2_000;
export const CANARY = 'canary-5d0c7a61f2b94e38';
/** Ends the session that asks, or the one that is named. */
const ENDS_SESSIONS = /^DELETE \/(auth\/session|users\/)/;

export class RequestFuzz {
  counts = new Map();
  slowestMs = 0;
  tellings = new Map();

  constructor(product, report, { seed, count, only = null }) {
    Object.assign(this, { product, report, seed, count, only });
    this.routes = routes();
    this.process = new Process(product);
  }

  async run() {
    const { ada, ben } = this.product.people;
    this.callers = [
      { name: 'administrator', kind: 'session', role: 'admin', userId: ada.id, share: 0.5 },
      { name: 'user', kind: 'session', role: 'user', userId: ben.id, share: 0.35 },
      { name: 'nobody', kind: 'nobody', share: 0.15 },
    ];
    for (const who of this.callers) who.credentials = await this.credentialsOf(who);
    this.ids = await this.worldIds();
    this.leaks = new Leaks(await secretsOf(this.product, this.callers, CANARY));
    this.verdict = new Verdict(this.leaks);
    await this.sendAll();
    close();
    if (this.only === null) await this.close();
  }

  async sendAll() {
    if (this.only !== null) return this.one(this.only);
    let next = 0;
    const work = async () => {
      while (next < this.count) {
        const index = next++;
        if (index % TIDY_EVERY === 0) await this.tidy(index);
        if (index > 0 && index % TELL_EVERY === 0) console.log(`  ${index} of ${this.count} requests`);
        await this.one(index);
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
  }

  async one(index) {
    const draws = new Draws(this.seed, index);
    // Each route in turn, so that all have their share.
    const route = this.routes[index % this.routes.length];
    const who = this.callerOf(draws);
    const drawn = await this.prepare(draws, route, who);
    let answer = await send(this.product.port, drawn, GIVE_UP_MS);
    if (this.verdict.isSlow(answer)) answer = await this.again(drawn);
    this.slowestMs = Math.max(this.slowestMs, answer.ms);
    this.countOne(route, who, answer.status);
    const fault = this.verdict.of({ route, who, drawn }, answer);
    if (this.only !== null) console.log(shown(drawn), '\n', answer.status, answer.text.slice(0, 2000));
    if (fault === null) return this.report.hold();
    this.tell(index, { route, who, drawn, answer, fault });
  }

  /** On a busy machine one slow answer says little; a second one is measured without the time that others had. */
  async again(drawn) {
    await sleep(AGAIN_AFTER_MS);
    const waitedMs = this.process.waitedMs();
    const answer = await send(this.product.port, drawn, GIVE_UP_MS);
    return { ...answer, ms: Math.max(0, answer.ms - (this.process.waitedMs() - waitedMs)) };
  }

  /** Three of a kind are enough to read. */
  tell(index, { route, who, drawn, answer, fault }) {
    const kind = `${route.name} ${fault}`;
    const told = (this.tellings.get(kind) ?? 0) + 1;
    this.tellings.set(kind, told);
    if (told > 3) return void this.report.failures.push(`${kind} again`);
    this.report.fail(
      `request ${index} as ${who.name}: ${fault}\n    ${shown(drawn)}\n    ${answer.status} ${answer.text.slice(0, 300)}\n` +
        `    again: npm run test:fuzz -- --seed ${this.seed} --only ${index}`,
    );
  }

  callerOf(draws) {
    let at = draws.next();
    return this.callers.find(({ share }) => (at -= share) < 0) ?? this.callers.at(-1);
  }

  async prepare(draws, route, who) {
    const { product, ids } = this;
    const credentials = ENDS_SESSIONS.test(route.name) && who.userId ? await this.credentialsOf(who) : who.credentials;
    const passes = who.role === 'admin';
    const own = await ownIds({ product, route, who, credentials: { cookies: new Map(credentials.cookies) }, passes });
    const drawn = drawRequest({ draws, route, ids, ownIds: own, canary: CANARY });
    // What was drawn goes over what belongs there.
    return { ...drawn, headers: [...Object.entries(headersOf(credentials)), ...drawn.headers] };
  }

  async credentialsOf({ userId }) {
    const { product } = this;
    return { cookies: userId ? (await product.session(userId)).cookies : await product.withCsrf('') };
  }

  /** What requests may change and others need. */
  async tidy(index) {
    await this.product.sql('UPDATE library_sections SET enabled = true WHERE NOT enabled');
    if (index >= this.count / 10) await this.process.sample();
  }

  async worldIds() {
    const rows = await this.product.sql(
      `(SELECT id::text FROM media_items ORDER BY id LIMIT 20) UNION ALL SELECT id::text FROM library_sections
       UNION ALL SELECT id::text FROM plex_servers UNION ALL SELECT id::text FROM users UNION ALL SELECT id::text FROM sync_runs`,
    );
    return rows.map(({ id }) => id);
  }

  countOne(route, who, status) {
    const row = this.counts.get(who.name) ?? {};
    const kind = status === null ? 'none' : `${Math.floor(status / 100)}xx`;
    row[kind] = (row[kind] ?? 0) + 1;
    this.counts.set(who.name, row);
  }

  /** What holds at the end of all of them. */
  async close() {
    await this.report.attack('after all of that the product lives, and its memory is bounded', () =>
      this.process.check(),
    );
    await this.report.attack('no secret stands in the log, and no error that nobody thought of', () =>
      this.process.checkLog(this.leaks),
    );
  }

  table() {
    const kinds = ['2xx', '3xx', '4xx', '5xx', 'none'];
    const rows = [...this.counts].map(([name, row]) => [name, ...kinds.map((kind) => row[kind] ?? 0)]);
    return [['caller', ...kinds], ...rows];
  }
}

const shown = ({ method, path, headers, body }) => {
  const told = headers.filter(([name, value]) => !String(value).includes(SESSION_COOKIE) && name !== 'x-xsrf-token');
  const all = told.map(([name, value]) => `${name}: ${value}`).join(', ');
  return `${method} ${path} {${all}} ${body ? body.toString('utf8').slice(0, 600) : ''}`;
};
