#!/usr/bin/env node
// `npm run bench:assistant`: what 50 conversations with a slow provider cost everybody else, and how soon the provider
// is left alone by who hangs up. The product, its PostgreSQL, the Plex emulator and the provider are processes of
// their own; rounds with and without conversations take turns. Ends with 1 where a bound is broken.
import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Conversations } from './conversations.mjs';
import { percentile, round, timed } from './figures.mjs';
import { insightsMade } from './insight-bench.mjs';
import { runSync } from './sync-bench.mjs';
import { openWorld } from './world.mjs';

const PEOPLE = 50;
const MOST_RATIO = 1.5;
const MOST_CANCEL_MS = 1_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const ROUND_MS = Number(process.env.BENCH_ROUND_MS ?? 10_000);
const READERS = 2;
const PAUSE_MS = 50;
const ROUTES = {
  'listing by title': 'library/items?limit=50&sort=title',
  'newest titles': 'library/items?limit=50',
  'listing, filtered': 'library/items?limit=50&sort=year&yearFrom=1990&yearTo=1999&resolution=1080',
  sections: 'library/sections',
  servers: 'dashboard/servers',
  attention: 'dashboard/attention',
  'what is new': 'dashboard/new',
  'continue watching': 'library/continue-watching',
  'statistics of the caller': 'stats/me',
  'insights, summary': 'insights/summary',
};

async function startProvider() {
  const child = fork(join(dirname(fileURLToPath(import.meta.url)), 'slow-provider.mjs'));
  const [asked, hungUp] = [new Map(), new Map()];
  const port = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the provider ended with code ${code}`)));
    child.on('message', (told) => {
      if (told.port) resolve(told.port);
      if (told.askedAt) asked.set(told.question, told.askedAt);
      if (told.hungUpAt) hungUp.set(told.question, told.hungUpAt);
    });
  });
  return { url: `http://127.0.0.1:${port}/v1`, asked, hungUp, stop: () => child.disconnect() };
}

/** Reads every route in turn, a few readers at once. @returns {Promise<Record<string, number[]>>} ms by route */
async function read(client, forMs) {
  const times = Object.fromEntries(Object.keys(ROUTES).map((name) => [name, []]));
  const until = performance.now() + forMs;
  const reader = async (_, first) => {
    for (let at = first; performance.now() < until; at++) {
      const [name, path] = Object.entries(ROUTES)[at % Object.keys(ROUTES).length];
      times[name].push((await timed(() => client.get(`/api/v1/${path}`))).ms);
      await sleep(PAUSE_MS);
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  return times;
}

async function withConversations(client, conversations) {
  const stop = conversations.start(PEOPLE);
  await sleep(1_000);
  const times = await read(client, ROUND_MS);
  await stop();
  return times;
}

/** Of every round its own p95, so that what the machine did meanwhile hits both sides of a ratio. */
function judge(rounds) {
  const p95 = (times) => percentile(times, 0.95);
  const median = (values) => percentile(values, 0.5);
  return Object.fromEntries(
    ['all', ...Object.keys(ROUTES)].map((name) => {
      const of = (times) => p95(name === 'all' ? Object.values(times).flat() : times[name]);
      const quietMs = median(rounds.map(({ quiet }) => of(quiet)));
      const busyMs = median(rounds.map(({ busy }) => of(busy)));
      return [name, { quietMs: round(quietMs), busyMs: round(busyMs), ratio: round(busyMs / quietMs) }];
    }),
  );
}

/** Everybody hangs up at some moment of an answer: while the provider thinks, while it writes, while tools run. */
async function cancel(conversations, { asked, hungUp }) {
  const one = async (_, at) => {
    const question = `What is cancelled in ${at}?`;
    const abort = new AbortController();
    const ended = conversations.ask(await conversations.begin(), question, abort.signal).catch(() => null);
    while (!asked.has(question)) await sleep(10);
    await sleep(Math.random() * 6_000);
    const at0 = Date.now();
    abort.abort();
    await ended;
    await sleep(3 * MOST_CANCEL_MS);
    // Between two calls of the provider there is nothing to hang up on; there must be no further one.
    if (!hungUp.has(question)) return asked.get(question) > at0 ? Infinity : 0;
    return hungUp.get(question) - at0;
  };
  const times = await Promise.all(Array.from({ length: PEOPLE }, one));
  return {
    people: PEOPLE,
    hungUp: times.filter((ms) => ms !== 0).length,
    p95Ms: percentile(times, 0.95),
    maxMs: Math.max(...times),
  };
}

const provider = await startProvider();
const world = await openWorld({
  ...{ movies: Number(process.env.BENCH_SIZES ?? 100_000), plays: 3000, port: process.env.BENCH_PORT ?? '3977' },
  env: { AI_BASE_URL: provider.url, AI_MODEL: 'slow-1' },
});
const conversations = new Conversations(world.client);
try {
  await runSync(world.client, world.serverId);
  await insightsMade(world.database);
  // What is read once after a sync is no cost of a conversation.
  await world.client.get('/api/v1/ai/recommendations');
  await read(world.client, 3_000);
  const rounds = [];
  for (let at = 0; at < ROUNDS; at++) {
    rounds.push({
      quiet: await read(world.client, ROUND_MS),
      busy: await withConversations(world.client, conversations),
    });
    console.error(`round ${at + 1}: ${JSON.stringify(judge(rounds.slice(-1)).all)}`);
  }
  const routes = judge(rounds);
  const cancelled = await cancel(conversations, provider);
  const { done, failed } = conversations.answers;
  console.log(JSON.stringify({ people: PEOPLE, answers: { done, failed: failed.length }, routes, cancelled }, null, 2));
  if (failed.length > 0) console.error(failed[0]);
  const holds = routes.all.ratio <= MOST_RATIO && cancelled.maxMs < MOST_CANCEL_MS && failed.length === 0;
  process.exitCode = holds ? 0 : 1;
} finally {
  await conversations.close();
  await world.close();
  provider.stop();
}
