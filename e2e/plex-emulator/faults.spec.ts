import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startClient, type Client } from './testing/client';

const LIST = '/library/sections/1/all?X-Plex-Container-Start=0&X-Plex-Container-Size=20';

interface Counted {
  total: number;
  inFlight: number;
  maxInFlight: number;
  byPath: Record<string, number>;
}

describe('faults', () => {
  let client: Client;
  beforeAll(async () => {
    client = await startClient({ servers: 2 });
  });
  afterAll(() => client.emulator.stop());
  afterEach(() => client.control('DELETE', 'faults'));

  const fault = (request: object): Promise<unknown> => client.control('POST', 'faults', request);

  it.each([401, 403, 404, 500])('answers %i in HTML at the server and in JSON at plex.tv', async (status) => {
    await fault({ kind: 'status', status });
    const server = await client.pms(LIST);
    expect([server.status, server.headers.get('content-type')]).toEqual([status, 'text/html']);
    const tv = await client.tv('/api/v2/ping', { account: 'ada' });
    expect(tv.status).toBe(status);
    expect(await tv.json()).toMatchObject({ errors: [{ status }] });
  });

  it('answers 503 as the maintenance XML and 429 with Retry-After', async () => {
    await fault({ kind: 'status', status: 503, path: '/library/*' });
    expect(await (await client.pms(LIST)).text()).toContain('<Response code="503" title="Maintenance"');
    await fault({ kind: 'status', status: 429, retryAfter: 9, scope: 'plex.tv' });
    expect((await client.tv('/api/v2/ping', { account: 'ada' })).headers.get('retry-after')).toBe('9');
  });

  it('acts only on its scope, path, method and number of times', async () => {
    await fault({
      kind: 'status',
      status: 500,
      scope: client.server.machineIdentifier,
      path: '/library/sections/*/all',
      method: 'GET',
      count: 2,
      skip: 1,
    });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await client.pms(LIST)).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    await fault({ kind: 'status', status: 500, scope: client.emulator.servers[1].name });
    expect((await client.pms(LIST)).status).toBe(200);
    expect((await fetch(`${client.emulator.servers[1].uri}/identity`)).status).toBe(500);
    expect((await client.pms('/library/sections')).status).toBe(200);
  });

  it('acts with a probability that follows from the seed', async () => {
    await fault({ kind: 'status', status: 500, probability: 0.5 });
    let failed = 0;
    for (let i = 0; i < 60; i++) if ((await client.pms('/identity')).status === 500) failed++;
    expect(failed).toBeGreaterThan(15);
    expect(failed).toBeLessThan(45);
  });

  it('ends by itself after its time', async () => {
    const at = Date.now();
    const now = jest.spyOn(Date, 'now').mockReturnValue(at);
    try {
      await fault({ kind: 'status', status: 500, durationMs: 150 });
      expect((await client.pms('/identity')).status).toBe(500);
      now.mockReturnValue(at + 151);
      expect((await client.pms('/identity')).status).toBe(200);
    } finally {
      now.mockRestore();
    }
  });

  it('answers HTML, XML or nothing with 200', async () => {
    await fault({ kind: 'html', count: 1 });
    expect(await (await client.pms(LIST)).text()).toContain('<!DOCTYPE html>');
    await fault({ kind: 'xml', count: 1 });
    expect(await (await client.pms(LIST)).text()).toContain('<MediaContainer');
    await fault({ kind: 'empty', count: 1 });
    const empty = await client.pms(LIST);
    expect([empty.status, await empty.text()]).toEqual([200, '']);
  });

  it('sends JSON that no parser takes', async () => {
    await fault({ kind: 'truncated', count: 1 });
    const cut = await (await client.pms(LIST)).text();
    expect(cut.startsWith('{"MediaContainer"')).toBe(true);
    expect(() => JSON.parse(cut) as unknown).toThrow();
    await fault({ kind: 'invalid-json', count: 1 });
    const spoilt = await (await client.pms(LIST)).text();
    expect(spoilt).toContain('\u0000');
    expect(() => JSON.parse(spoilt) as unknown).toThrow();
  });

  it('is slow before the head, or while it drips', async () => {
    await fault({ kind: 'slow', delayMs: 300, count: 1 });
    const started = Date.now();
    await client.pms('/identity');
    expect(Date.now() - started).toBeGreaterThanOrEqual(290);
    await fault({ kind: 'slow', bytesPerSecond: 60_000, count: 1 });
    const dripping = Date.now();
    const text = await (await client.pms(LIST)).text();
    expect(JSON.parse(text)).toHaveProperty('MediaContainer');
    expect(Date.now() - dripping).toBeGreaterThan(300);
  });

  it('hangs for ever', async () => {
    await fault({ kind: 'hang', count: 1 });
    await expect(client.pms('/identity', { signal: AbortSignal.timeout(250) })).rejects.toThrow(/timeout|aborted/i);
  });

  it('breaks the connection at once or in the middle of the body', async () => {
    await fault({ kind: 'reset', count: 1 });
    await expect(client.pms('/identity')).rejects.toThrow('fetch failed');
    await fault({ kind: 'drop', count: 1 });
    const response = await client.pms(LIST);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('gives short pages, empty pages and totals that move', async () => {
    await fault({ kind: 'short-page', rows: 7, count: 1 });
    expect(await client.container(LIST)).toMatchObject({ size: 7, totalSize: 60 });
    await fault({ kind: 'empty-page', count: 1 });
    const empty = await client.container(LIST);
    expect(empty).toMatchObject({ size: 0, totalSize: 60 });
    expect(empty).not.toHaveProperty('Metadata');
    await fault({ kind: 'moving-total', count: 2 });
    const totals = [
      (await client.container(LIST)).totalSize,
      (await client.container(LIST)).totalSize,
      (await client.container(LIST)).totalSize,
    ];
    expect(totals).toEqual([61, 62, 60]);
  });

  it('streams a body that is far too large', async () => {
    await fault({ kind: 'oversized', megabytes: 66, count: 1 });
    const response = await client.pms(LIST);
    let size = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) size += chunk.length;
    expect(size).toBeGreaterThan(66 * 1024 * 1024);
  });

  it('answers as another server', async () => {
    await fault({ kind: 'wrong-machine', path: '/identity', count: 1 });
    expect((await client.container('/identity')).machineIdentifier).not.toBe(client.server.machineIdentifier);
    expect((await client.container('/identity')).machineIdentifier).toBe(client.server.machineIdentifier);
  });

  it('closes a port and opens the same one again', async () => {
    const { hostname, port } = new URL(client.server.uri);
    const knock = (): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(Number(port), hostname, () => {
          socket.destroy();
          resolve('open');
        }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
      });
    await client.control('POST', 'listeners/down', { scope: client.server.machineIdentifier });
    expect(await knock()).toBe('ECONNREFUSED');
    await client.control('POST', 'listeners/up', { scope: client.server.machineIdentifier });
    expect(await knock()).toBe('open');
    expect((await client.pms('/identity')).status).toBe(200);
  });

  it('takes plex.tv away without taking the control calls away', async () => {
    await client.control('POST', 'listeners/down', { scope: 'plex.tv' });
    await expect(client.tv('/api/v2/ping', { account: 'ada' })).rejects.toThrow('fetch failed');
    await client.control('POST', 'listeners/up', { scope: 'plex.tv' });
    expect((await client.tv('/api/v2/ping', { account: 'ada' })).status).toBe(200);
  });

  it('refuses a fault it does not know', async () => {
    await expect(fault({ kind: 'gremlins' })).rejects.toThrow('unknown fault kind');
  });
});

describe('request counters', () => {
  it('counts by class of path and remembers how many were open at once', async () => {
    const client = await startClient();
    await client.control('POST', 'requests/reset');
    await client.control('POST', 'faults', { kind: 'hang', path: '/library/metadata/*' });
    const counted = async () => {
      const { servers } = (await client.control('GET', 'requests')) as { servers: Record<string, Counted> };
      return servers[client.server.machineIdentifier];
    };
    const abort = new AbortController();
    const hanging = [1001, 1002, 1003].map((key) => client.pms(`/library/metadata/${key}`, { signal: abort.signal }));
    while ((await counted()).inFlight < 3) await sleep(10);
    abort.abort();
    await Promise.allSettled(hanging);
    while ((await counted()).inFlight > 0) await sleep(10);
    await client.pms('/library/sections/1/all?X-Plex-Container-Size=1');
    expect(await counted()).toMatchObject({
      total: 4,
      maxInFlight: 3,
      byPath: { 'GET /library/metadata/:n': 3, 'GET /library/sections/1/all': 1 },
    });
    await client.emulator.stop();
  });
});
