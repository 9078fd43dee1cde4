import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ForgetfulProxy, hasRedis, startRedis, type TestRedis } from '../../testing';
import { RedisBroadcast } from './redis-broadcast';

const ASK_EVERY_MS = 500;

(hasRedis() ? describe : describe.skip)('a process whose connections to Redis were forgotten without a word', () => {
  let redis: TestRedis;
  let proxy: ForgetfulProxy;
  let near: RedisBroadcast;
  let far: RedisBroadcast;

  beforeAll(async () => {
    redis = await startRedis();
    proxy = await ForgetfulProxy.to(redis.url);
    near = new RedisBroadcast(redis.url, ASK_EVERY_MS);
    far = new RedisBroadcast(proxy.url, ASK_EVERY_MS);
  });

  afterAll(async () => {
    near?.onApplicationShutdown();
    far?.onApplicationShutdown();
    proxy?.close();
    await redis?.remove();
  });

  async function bothHearEachOther(): Promise<boolean> {
    const heard = new Set<string>();
    const ends = [
      near.subscribe<string>('hello', (from) => heard.add(`${from} at near`)),
      far.subscribe<string>('hello', (from) => heard.add(`${from} at far`)),
    ];
    for (let tries = 0; tries < 200 && heard.size < 4; tries++) {
      near.publish('hello', 'near');
      far.publish('hello', 'far');
      await sleep(50);
    }
    ends.forEach((end) => end());
    return heard.size === 4;
  }

  it('hears the others again by itself, and says once that it did not', async () => {
    const lines: string[] = [];
    const note = (line: unknown) => lines.push(String(line));
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(note);
    const told = jest.spyOn(Logger.prototype, 'log').mockImplementation(note);
    expect(await bothHearEachOther()).toBe(true);
    proxy.forget();
    expect(await bothHearEachOther()).toBe(true);
    expect(lines).toEqual(['The connection to Redis is lost; it is tried again', 'Redis answers again']);
    for (const spy of [warned, told]) spy.mockRestore();
  });
});
