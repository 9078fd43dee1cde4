// Every route of openapi.json, as every caller: the answer is the one that the description promises.
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyFor, expectedOf, expectedOfNothing } from './bodies.mjs';
import { call } from './caller.mjs';
import { fill, foreignIds, ownIds, unknownIds } from './objects.mjs';
import { promised, routes } from './routes.mjs';
import { changes, stateOf } from './state.mjs';

const REFUSALS = { 401: 'unauthenticated', 403: 'forbidden' };

/** @returns {Promise<(string | number)[][]>} rows of a table: what each caller was given */
export async function walk(product, callers, report) {
  const rows = [['caller', 'routes', 'let through', 'refused (401)', 'refused (403)', 'of others (404)', 'deviations']];
  for (const who of callers) rows.push(await new Walk(product, who, report).run());
  return rows;
}

class Walk {
  counts = { routes: 0, passed: 0, refused401: 0, refused403: 0, foreign: 0, deviations: 0 };

  constructor(product, who, report) {
    Object.assign(this, { product, who, report });
  }

  async run() {
    const all = routes();
    const refused = all.filter((route) => promised(route, this.who) !== 'passes');
    const passing = all.filter((route) => promised(route, this.who) === 'passes');
    // Objects first, so that whatever changes afterwards was changed by a refused request.
    const prepared = [];
    for (const route of refused) prepared.push(await this.prepare(route, false));
    const before = await stateOf(this.product);
    for (const one of prepared) await this.expectRefusal(one);
    const changed = changes(before, await stateOf(this.product));
    if (changed.length > 0) this.deviates('refused requests', `changed ${changed.join(', ')}`);
    for (const route of passing) await this.expectAnswer(await this.prepare(route, true));
    return [this.who.name, ...Object.values(this.counts)];
  }

  async prepare(route, passes) {
    const { product, who } = this;
    const credentials = await who.credentials();
    const ids = await ownIds({ product, route, who, credentials, passes });
    return { route, credentials, ids };
  }

  send(route, credentials, ids) {
    const body = bodyFor(this.product, route);
    return call(`${this.product.url}${fill(route, ids)}`, route.method, { caller: credentials, body });
  }

  async expectRefusal({ route, credentials, ids }) {
    this.counts.routes++;
    const wanted = promised(route, this.who);
    const code = wanted === 403 && this.isWithoutToken(route) ? 'csrf-token-invalid' : REFUSALS[wanted];
    const { status, body } = await this.send(route, credentials, ids);
    if (!route.statuses.includes(wanted)) return this.deviates(route.name, `does not declare ${wanted}`);
    if (status !== wanted || body?.code !== code)
      return this.deviates(route.name, `${status} ${body?.code}, wanted ${wanted} ${code}`);
    this.counts[`refused${wanted}`]++;
    this.report.hold();
  }

  /** Whether it is the CSRF token that is wrong and nothing else. */
  isWithoutToken(route) {
    if (route.access === null) return true;
    return this.who.kind === 'wrong-token' && promised(route, { ...this.who, kind: 'session' }) === 'passes';
  }

  async expectAnswer({ route, credentials, ids }) {
    this.counts.routes++;
    const wanted = expectedOf(route);
    const { status, body } = await this.send(route, credentials, ids);
    if (!wanted.includes(status))
      return this.deviates(route.name, `${status} ${body?.code ?? ''}, wanted ${wanted.join(' or ')}`);
    this.counts.passed++;
    this.report.hold();
    if (route.params.length > 0) await this.expectNothing(route);
  }

  /** What belongs to others is answered like what does not exist, word for word. */
  async expectNothing(route) {
    const { product, who } = this;
    const credentials = await who.credentials();
    const foreign = await foreignIds({ product, route, who, credentials });
    const missing = await this.send(route, credentials, unknownIds(route, foreign));
    const wanted = expectedOfNothing(route);
    if (missing.status !== wanted)
      return this.deviates(route.name, `${missing.status} for an unknown id, wanted ${wanted}`);
    this.report.hold();
    if (foreign === null) return;
    const before = await stateOf(product);
    const hidden = await this.send(route, credentials, foreign);
    const changed = changes(before, await stateOf(product));
    if (changed.length > 0) return this.deviates(route.name, `changed ${changed.join(', ')} of somebody else`);
    const [a, b] = [hidden, missing].map(withoutId);
    if (a !== b) return this.deviates(route.name, `an id of somebody else answers ${a}, an unknown one ${b}`);
    this.counts.foreign++;
    this.report.hold();
  }

  deviates(what, how) {
    this.counts.deviations++;
    this.report.fail(`${this.who.name}: ${what}: ${how}`);
  }
}

/** An answer as it would be for anybody: without the id of the request. */
export function withoutId({ status, body, text }) {
  return `${status} ${body ? JSON.stringify({ ...body, requestId: '' }) : text}`;
}

/** What was ended is believed for some seconds by nobody who counts: the walk begins when nothing is remembered any more. */
export const untilForgotten = () => sleep(6_000);
