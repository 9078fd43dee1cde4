// Mass assignment: fields that nobody may set, sent along with what a route takes.
import { bodyFor } from './bodies.mjs';
import { call } from './caller.mjs';
import { fill, ownIds } from './objects.mjs';
import { routes } from './routes.mjs';
import { changes, stateOf } from './state.mjs';

const EXTRAS = {
  ...{ role: 'admin', id: '00000000-0000-4000-8000-000000000001', disabled: true, userId: 'x', isAdmin: true },
  ...{ scopes: ['admin'], key: 'sp_x', plexAccountId: '1', createdAt: '2026-01-01T00:00:00.000Z' },
};

/** @returns {Promise<(string | number)[][]>} rows of a table */
export async function assignments(product, everybody, report) {
  const counts = { body: 0, query: 0, deviations: 0 };
  const deviates = (route, how) => {
    counts.deviations++;
    report.fail(`mass assignment: ${route.name}: ${how}`);
  };
  for (const route of routes().filter(({ path }) => path.startsWith('/api/'))) {
    const who = callerFor(route, everybody);
    const credentials = await who.credentials();
    const ids = await ownIds({ product, route, who, credentials, passes: false });
    const url = `${product.url}${fill(route, ids)}`;
    const body = route.safe ? undefined : (bodyFor(product, route) ?? {});
    for (const [part, attempt] of attemptsOn(route, url, credentials, body)) {
      const before = await stateOf(product);
      const wrong = verdictOn(await attempt(), part === 'body' ? extrasOf(route) : { role: 'admin' });
      const changed = changes(before, await stateOf(product));
      if (wrong) deviates(route, `${part}: ${wrong}`);
      else if (changed.length > 0) deviates(route, `${part}: changed ${changed.join(', ')}`);
      else report.hold(counts[part]++);
    }
  }
  return [
    ['mass assignment', 'held', 'deviations'],
    ['body', counts.body, ''],
    ['query', counts.query, ''],
    ['together', counts.body + counts.query, counts.deviations],
  ];
}

/** The least who passes. */
function callerFor(route, everybody) {
  const name = route.access === null ? 'anonymous' : route.access.role === 'admin' ? 'administrator' : 'user';
  return everybody.find((who) => who.name === name);
}

function* attemptsOn(route, url, caller, body) {
  if (!route.query.includes('role')) yield ['query', () => call(`${url}?role=admin`, route.method, { caller, body })];
  const extras = extrasOf(route);
  if (body !== undefined) yield ['body', () => call(url, route.method, { caller, body: { ...extras, ...body } })];
}

/** Those that the route does not take. */
function extrasOf({ schema }) {
  const known = Object.keys(schema?.properties ?? {});
  return Object.fromEntries(Object.entries(EXTRAS).filter(([name]) => !known.includes(name)));
}

function verdictOn({ status, body }, extras) {
  if (status !== 400 && status !== 422) return `${status}, wanted 400`;
  const named = (body?.errors ?? []).map(({ field }) => field);
  const unnamed = Object.keys(extras).filter((name) => !named.includes(name));
  return unnamed.length > 0 ? `${unnamed.join(', ')} not named among ${named.join(', ')}` : null;
}
