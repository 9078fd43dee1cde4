// What openapi.json does not declare, and what a route does when it is only asked for its head.
import assert from 'node:assert/strict';
import { call } from '../caller.mjs';
import { fill, ownIds } from '../objects.mjs';
import { promised, routes } from '../routes.mjs';
import { changes, stateOf } from '../state.mjs';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export async function methodAttacks(product, report) {
  const { ada, ben } = product.people;
  const all = routes().filter(({ path }) => path.startsWith('/api/'));
  const pathOf = async (route) => {
    const who = { kind: 'session', userId: ada.id };
    return `${product.url}${fill(route, await ownIds({ product, route, who, credentials: {}, passes: false }))}`;
  };

  await report.attack('a method that is declared nowhere does nothing', async () => {
    const caller = { cookies: (await product.session(ada.id)).cookies };
    const { key } = await product.key(['admin']);
    for (const route of new Map(all.map((one) => [one.path, one])).values()) {
      const declared = all.filter(({ path }) => path === route.path).map(({ method }) => method);
      const url = await pathOf(route);
      const before = await stateOf(product);
      for (const method of METHODS.filter((one) => !declared.includes(one)))
        for (const by of [caller, { key }]) {
          const { status } = await call(url, method, { caller: by });
          // A sibling with a parameter in this place may take it: `conversations/:id` the word `export`.
          assert.ok([400, 403, 404, 405].includes(status), `${method} ${route.path} answered ${status}`);
        }
      assert.deepEqual(changes(before, await stateOf(product)), [], route.path);
    }
  });

  await report.attack('HEAD opens nothing that GET keeps closed', async () => {
    const callers = [
      [{ kind: 'nobody' }, {}],
      [{ kind: 'session', role: 'user' }, { cookies: (await product.session(ben.id)).cookies }],
    ];
    for (const route of all.filter(({ method }) => method === 'GET'))
      for (const [who, caller] of callers) {
        const wanted = promised(route, who);
        if (wanted === 'passes') continue;
        const { status, text } = await call(await pathOf(route), 'HEAD', { caller });
        assert.deepEqual([route.path, status, text], [route.path, wanted, '']);
      }
  });
}
