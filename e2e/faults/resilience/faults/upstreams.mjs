// What the product speaks to is gone, or answers nothing.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { endsWell, faultsOver } from './processes.mjs';

const redisGone = {
  name: 'Redis gone',
  spares: true,
  async run({ stack }, short) {
    await stack.redis.kill();
    await sleep(short ? 3_000 : 20_000);
    await stack.redis.start();
  },
};

const redisHanging = {
  name: 'Redis hanging',
  spares: true,
  async run({ stack }, short) {
    stack.redis.signal('SIGSTOP');
    await sleep(short ? 3_000 : 20_000);
    stack.redis.signal('SIGCONT');
  },
};

export const plexHanging = {
  name: 'Plex hanging',
  spares: true,
  async run(world, short) {
    await world.stack.control('faults', { kind: 'hang', scope: '*' });
    const id = await world.sync();
    await sleep(short ? 4_000 : 30_000);
    await faultsOver(world);
    if ((await world.ended(id)) !== 'failed') return endsWell(world, id);
    // Calls give up in time, so that a run may have ended before the fault did: it says why, and the next one is whole.
    const [{ error_code: code }] = await world.sql('SELECT error_code FROM sync_runs WHERE id = $1', [id]);
    return [
      ...(code === 'plex-timeout' ? [] : [`the sync failed by ${code}`]),
      ...(await endsWell(world, await world.sync())),
    ];
  },
};

export const accountServiceDown = {
  name: 'plex.tv down',
  spares: true,
  async run(world, short) {
    const signIn = () => world.admin.ask('/api/v1/auth/plex/pins', { method: 'POST', body: {} });
    await world.stack.control('faults', { kind: 'reset', scope: 'plex.tv' });
    const { status } = await signIn();
    await sleep(short ? 3_000 : 20_000);
    await faultsOver(world);
    const after = await signIn();
    return [
      ...(status === 502 ? [] : [`a sign-in answered ${status} instead of 502`]),
      ...(after.status === 201 ? [] : [`a sign-in afterwards answered ${after.status}`]),
    ];
  },
};

const QUESTIONS = 10;
/** A turn may take 30 s; the rest is what a busy machine needs. */
const TOLD_WITHIN_MS = 33_000;

export const providerHanging = {
  name: 'AI provider hanging',
  spares: true,
  async run(world) {
    const provider = fork(fileURLToPath(new URL('../silent-provider.mjs', import.meta.url)));
    const [{ port }] = await once(provider, 'message');
    const settings = (body) => world.admin.ask('/api/v1/ai/settings', { method: 'PUT', body });
    await settings({ baseUrl: `http://127.0.0.1:${port}/v1`, model: 'silent', enabled: true });
    const asked = await Promise.all(
      Array.from({ length: QUESTIONS }, () => ask(world).catch((error) => String(error))),
    );
    await settings({ baseUrl: null, model: null, enabled: false });
    provider.kill();
    return [...new Set(asked.filter(Boolean))];
  },
};

/** @returns what was wrong with the answer to a question; null when it was told in time that there is none */
async function ask({ admin }) {
  const { text } = await admin.ask('/api/v1/ai/conversations', { method: 'POST', body: {} });
  const path = `/api/v1/ai/conversations/${JSON.parse(text).id}/messages`;
  const body = { text: 'What shall I watch?' };
  const answer = await admin.ask(path, { method: 'POST', body, withinMs: TOLD_WITHIN_MS });
  if (answer.status !== 200) return `a question answered ${answer.status}`;
  return /^event: ?error$/m.test(answer.text) ? null : 'a question was not told that its provider is silent';
}

export const UPSTREAM_FAULTS = [redisGone, redisHanging, plexHanging, accountServiceDown, providerHanging];
