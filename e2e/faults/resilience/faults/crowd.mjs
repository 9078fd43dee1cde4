// Thousands of connections of whom nobody wants much.
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../world.mjs';

/** Longer than two heartbeats, or long enough for every cheat of slowness to be cut off. */
const IDLE_MS = 35_000;
const CUT_WITHIN_MS = 100_000;
const AT_ONCE = 25;

const idleStreams = {
  name: 'idle event streams',
  spares: true,
  async run(world, short) {
    const count = short ? 1_000 : 5_000;
    const { cookie } = world.admin.headers;
    const head = `GET /api/v1/sync/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nCookie: ${cookie}\r\n\r\n`;
    const streams = await crowd(world.api.url, count, head);
    await until(async () => streams.every(({ seen }) => seen.includes('retry:')), 30_000);
    await sleep(short ? 5_000 : IDLE_MS);
    const opened = streams.filter(({ seen }) => seen.startsWith('HTTP/1.1 200')).length;
    const lost = streams.filter(({ closed }) => closed).length;
    streams.forEach(({ socket }) => socket.destroy());
    return [
      ...(opened < count ? [`only ${opened} of ${count} streams were opened: ${firstLine(streams)}`] : []),
      ...(lost > 0 ? [`${lost} of ${count} streams were closed`] : []),
    ];
  },
};

const firstLine = (streams) => streams.find(({ seen }) => !seen.startsWith('HTTP/1.1 200'))?.seen.split('\r\n')[0];

/** Heads that never end, a letter at a time, and bodies of which one byte comes. */
const slowloris = {
  name: 'slowloris',
  spares: true,
  async run(world, short) {
    const count = short ? 500 : 1_500;
    const heads = await crowd(world.api.url, count, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    const { cookie, 'x-xsrf-token': token } = world.admin.headers;
    const post = `POST /api/v1/ai/conversations HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nX-XSRF-TOKEN: ${token}\r\n`;
    const bodies = await crowd(
      world.api.url,
      count,
      `${post}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{`,
    );
    const all = [...heads, ...bodies];
    const drip = setInterval(() => heads.forEach(({ socket }) => socket.writable && socket.write('a')), 2_000);
    const cut = short ? true : await until(async () => all.every(({ closed }) => closed), CUT_WITHIN_MS);
    if (short) await sleep(5_000);
    clearInterval(drip);
    const open = all.filter(({ closed }) => !closed).length;
    all.forEach(({ socket }) => socket.destroy());
    return cut ? [] : [`${open} of ${all.length} half-sent requests were still held after ${CUT_WITHIN_MS / 1000} s`];
  },
};

/** @returns connections that have sent `head`; `seen` is the beginning of what came back */
async function crowd(url, count, head) {
  const { hostname, port } = new URL(url);
  const members = [];
  while (members.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - members.length) }, () => join(hostname, port, head));
    members.push(...(await Promise.all(some)));
  }
  return members;
}

function join(host, port, head) {
  return new Promise((resolve) => {
    const member = { socket: connect({ host, port: Number(port) }), seen: '', closed: false };
    member.socket.on('data', (chunk) => (member.seen = (member.seen + chunk).slice(0, 4_000)));
    member.socket.on('error', () => undefined);
    member.socket.once('close', () => resolve(Object.assign(member, { closed: true })));
    member.socket.once('connect', () => member.socket.write(head, () => resolve(member)));
  });
}

export const CROWD_FAULTS = [idleStreams, slowloris];
