import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { eventually, hasRedis, startRedis, type TestRedis } from '../../testing';
import type { Broadcast } from './broadcast';
import { InProcessBroadcast } from './in-process-broadcast';
import { RedisBroadcast } from './redis-broadcast';

describe.each([
  ['in the process', false],
  ['through Redis', true],
])('broadcast %s', (_, onRedis) => {
  if (onRedis && !hasRedis()) {
    it.skip('needs redis-server', () => undefined);
    return;
  }

  let redis: TestRedis | undefined;
  let first: Broadcast;
  let second: Broadcast;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = onRedis ? await startRedis() : undefined;
    first = redis ? new RedisBroadcast(redis.url) : new InProcessBroadcast();
    second = redis ? new RedisBroadcast(redis.url) : first;
    await connected();
  });

  /** Until what either publishes reaches the other. */
  async function connected(): Promise<void> {
    const heard = new Set<string>();
    const ends = [
      first.subscribe<string>('hello', (from) => heard.add(`${from} at first`)),
      second.subscribe<string>('hello', (from) => heard.add(`${from} at second`)),
    ];
    for (let i = 0; i < 200 && heard.size < 4; i++) {
      first.publish('hello', 'first');
      second.publish('hello', 'second');
      await sleep(50);
    }
    ends.forEach((end) => end());
    expect(heard.size).toBe(4);
  }

  afterAll(async () => {
    for (const broadcast of [first, second]) {
      if (broadcast instanceof RedisBroadcast) broadcast.onApplicationShutdown();
    }
    await redis?.remove();
  });

  it('reaches every listener of the channel, here and there, as plain JSON', async () => {
    const heard: unknown[] = [];
    const ends = [
      first.subscribe('runs', (message) => heard.push(message)),
      second.subscribe('runs', (message) => heard.push(message)),
      second.subscribe('others', (message) => heard.push(message)),
    ];
    first.publish('runs', { id: 1, at: new Date(0) });
    const message = { id: 1, at: '1970-01-01T00:00:00.000Z' };
    await eventually(() => expect(heard).toEqual([message, message]));
    // And once each.
    await sleep(100);
    expect(heard).toHaveLength(2);
    ends.forEach((end) => end());
  });

  it('stops at the end of a subscription, and a listener that throws harms nobody else', async () => {
    const heard: unknown[] = [];
    const endBad = first.subscribe('runs', () => {
      throw new Error('a listener fails on purpose');
    });
    const end = first.subscribe('runs', (message) => heard.push(message));
    first.publish('runs', 1);
    await eventually(() => expect(heard).toEqual([1]));
    end();
    first.publish('runs', 2);
    await sleep(100);
    endBad();
    expect(heard).toEqual([1]);
  });

  if (!onRedis) return;

  it('is still heard here while Redis is away, and everywhere again afterwards', async () => {
    const here: unknown[] = [];
    const there: unknown[] = [];
    first.subscribe('runs', (message) => here.push(message));
    second.subscribe('runs', (message) => there.push(message));
    await redis!.stop();
    await sleep(100);
    first.publish('runs', 'away');
    await sleep(100);
    expect([here, there]).toEqual([['away'], []]);
    await redis!.start();
    await connected();
    first.publish('runs', 'back');
    await eventually(() => expect([here, there]).toEqual([['away', 'back'], ['back']]));
  });
});
