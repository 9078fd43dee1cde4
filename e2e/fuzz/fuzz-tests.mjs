#!/usr/bin/env node
// `npm run test:fuzz`: random and hostile requests to every route, and replies of Plex that are changed at random.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { printTable, Report } from '../security/report.mjs';
import { World } from '../security/world.mjs';
import { MutatingProxy } from './mutating-proxy.mjs';
import { ReplyFuzz } from './reply-fuzz.mjs';
import { RequestFuzz } from './request-fuzz.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '../..'));
const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string' },
    requests: { type: 'string' },
    replies: { type: 'string' },
    /** `requests`, `replies`, or the number of one request. */
    only: { type: 'string', default: 'requests,replies' },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const requests = Number(values.requests ?? (values.short ? 1_500 : 20_000));
const replies = Number(values.replies ?? (values.short ? 300 : 10_000));
const lanes = values.short ? 2 : 4;
const single = /^\d+$/.test(values.only) ? Number(values.only) : null;
const built = spawnSync(process.execPath, ['api/start.mjs', '--build'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

console.log(`Repeat this with --seed ${seed}`);
const report = new Report();
if (single !== null || values.only.includes('requests')) await inWorld(fuzzRequests);
if (single === null && values.only.includes('replies')) await inWorld(fuzzReplies);
process.exitCode = report.close() ? 0 : 1;

async function inWorld(part) {
  const world = await World.create({ movies: 200 });
  const before = report.failures.length;
  try {
    await part(world);
  } catch (error) {
    report.fail(error.stack);
  } finally {
    const isBroken = report.failures.length > before;
    await world.close({ keep: isBroken });
    if (isBroken) console.log(`The logs are in ${world.folder}`);
  }
}

async function fuzzRequests(world) {
  const product = await world.product('requests');
  await product.signIn('ada', 'ben', 'cleo');
  await product.sync(product.people.ada.client);
  const fuzz = new RequestFuzz(product, report, { seed, count: requests, only: single });
  const startedAt = Date.now();
  await fuzz.run();
  printTable(fuzz.table());
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(
    `${single === null ? requests : 1} requests in ${seconds} s, the slowest ${Math.round(fuzz.slowestMs)} ms; memory ${fuzz.process.memory()}`,
  );
}

/** Several products side by side: a run on broken replies waits most of its time to ask again. */
async function fuzzReplies(world) {
  const startedAt = Date.now();
  const all = [];
  try {
    for (let lane = 0; lane < lanes; lane++) all.push(await replyFuzz(world, lane));
    await Promise.all(all.map((fuzz) => fuzz.run()));
  } finally {
    all.forEach((fuzz) => fuzz.close());
  }
  printTable([all[0].table()[0], ...all.map((fuzz) => fuzz.table()[1])]);
  console.log(`${Math.round((Date.now() - startedAt) / 1000)} s`);
}

/** The product reaches plex.tv and its media server through proxies only. */
async function replyFuzz(world, lane) {
  const [{ uri }] = world.emulator.servers;
  const laneSeed = seed + 2 * lane;
  const pms = await MutatingProxy.create({ target: uri, seed: laneSeed });
  const translate = [[uri, pms.url]];
  const tv = await MutatingProxy.create({ target: world.emulator.plexTv, seed: laneSeed + 1, translate });
  const product = await world.product(`replies${lane}`, { PLEX_TV_URL: tv.url });
  await product.signIn('ada');
  await product.sync(product.people.ada.client);
  return new ReplyFuzz(product, report, { seed: laneSeed, count: Math.ceil(replies / lanes), proxies: { pms, tv } });
}
