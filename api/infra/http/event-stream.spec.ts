import { getEventListeners, once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Express } from 'express';
import { closeEventStreams, sse, type EventStream } from './event-stream';

describe('server-sent events', () => {
  let app: Express;
  let server: Server;
  let port: number;
  let stream: EventStream;

  beforeEach(async () => {
    app = express();
    app.get('/events', (request, response) => {
      stream = sse(request, response);
    });
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    ({ port } = server.address() as AddressInfo);
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function open(headers: Record<string, string> = {}) {
    const response = await new Promise<IncomingMessage>((resolve) =>
      get({ host: '127.0.0.1', port, path: '/events', headers }, resolve),
    );
    let text = '';
    response.on('data', (chunk: Buffer) => (text += chunk.toString()));
    response.on('error', () => undefined);
    return { response, text: () => text };
  }

  it('send each event as one block with its name, id and one line of JSON', async () => {
    const { response, text } = await open();
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(response.headers['cache-control']).toContain('no-store');
    stream.send({ event: 'run', id: '7', data: { text: 'a\nb', seen: 1 } });
    stream.send({ data: null });
    while (!text().endsWith('null\n\n')) await sleep(5);
    expect(text()).toBe('retry: 2000\n\nevent: run\nid: 7\ndata: {"text":"a\\nb","seen":1}\n\ndata: null\n\n');
  });

  it('tell where a reader that comes back had been', async () => {
    await open({ 'last-event-id': '41' });
    expect(stream.lastEventId).toBe('41');
  });

  it('say that the reader is gone, and take no more', async () => {
    const { response } = await open();
    const closed = once(stream.closed, 'abort');
    response.destroy();
    await closed;
    expect(stream.closed.aborted).toBe(true);
    expect(stream.send({ data: 1 })).toBe(true);
    await stream.drained();
  });

  it('are over at once where the reader left before they were opened', async () => {
    const opened = new Promise<EventStream>((resolve) => {
      app.get('/late', async (request, response) => {
        await once(response, 'close');
        resolve(sse(request, response));
      });
    });
    const request = get({ host: '127.0.0.1', port, path: '/late' }).on('error', () => undefined);
    await once(server, 'request');
    request.destroy();
    expect((await opened).closed.aborted).toBe(true);
  });

  it('end when the app shuts down', async () => {
    const { response } = await open();
    const ended = new Promise((resolve) => response.once('end', resolve));
    closeEventStreams(app);
    await ended;
    expect(stream.closed.aborted).toBe(true);
  });

  it('tell a reader that lags from one that has caught up', async () => {
    const { response } = await open();
    response.pause();
    let fast = true;
    const big = 'x'.repeat(100_000);
    for (let i = 0; i < 8 && fast; i++) fast = stream.send({ data: big });
    expect(fast).toBe(false);
    response.resume();
    const listeners = getEventListeners(stream.closed, 'abort').length;
    await stream.drained();
    expect(stream.closed.aborted).toBe(false);
    expect(getEventListeners(stream.closed, 'abort')).toHaveLength(listeners);
  });

  it('cut off a reader that never reads, before it costs memory', async () => {
    const { response } = await open();
    response.pause();
    const big = 'x'.repeat(500_000);
    for (let i = 0; i < 200 && !stream.closed.aborted; i++) {
      stream.send({ data: big });
      await sleep(1);
    }
    expect(stream.closed.aborted).toBe(true);
  });
});
