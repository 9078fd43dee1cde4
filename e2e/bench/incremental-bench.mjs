// What ten changes cost: requests to Plex and time, whatever the size of the library.
import { round, timed } from './figures.mjs';
import { runSync } from './sync-bench.mjs';

const CHANGES = 10;

async function control(world, method, path, body) {
  const response = await fetch(`${world.control}/${path}`, { method, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`the emulator answered ${response.status}: ${await response.text()}`);
  return response.json();
}

export async function benchIncremental(world) {
  const { items } = await world.client.get(`/api/v1/library/items?limit=${CHANGES}&sort=title`);
  for (const [i, { ratingKey }] of items.entries())
    await control(world, 'POST', 'items/change', { ratingKey, title: `Changed by the benchmark ${i}` });
  await control(world, 'POST', 'requests/reset');
  const { ms, result } = await timed(() => runSync(world.client, world.serverId, 'incremental'));
  const { servers } = await control(world, 'GET', 'requests');
  const requests = Object.values(servers).reduce((sum, { total }) => sum + total, 0);
  if (result.itemsUpdated < CHANGES) throw new Error(`only ${result.itemsUpdated} of ${CHANGES} changes arrived`);
  return { changes: CHANGES, ms: Math.round(ms), requests, updated: round(result.itemsUpdated) };
}
