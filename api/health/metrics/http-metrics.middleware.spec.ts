import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Counter, Histogram, Registry } from 'prom-client';
import { eventually } from '../../testing/eventually';
import { HttpMetricsMiddleware } from './http-metrics.middleware';

describe('the times of answers', () => {
  const registry = new Registry();
  const labelNames = ['method', 'route', 'status'];
  const times = new Histogram({ name: 'times', help: 'times', labelNames, registers: [registry] });
  const answers = new Counter({ name: 'answers', help: 'answers', labelNames: ['class'], registers: [registry] });
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const metrics = new HttpMetricsMiddleware(times, answers);
    const app = express();
    app.use((request, response, next) => metrics.use(request, response, next));
    app.get('/quick', (_, response) => void response.json({}));
    app.get('/slow', () => undefined);
    app.get('/half', (_, response) => void response.write('half'));
    app.get('/events', (_, response) => void response.type('text/event-stream').write(': here\n\n'));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => times.reset());
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** Asks, and goes away once the request has come; resolves when its answer is closed. */
  async function leave(path: string): Promise<void> {
    const gone = new AbortController();
    const arrived = once(server, 'request');
    const left = fetch(url + path, { signal: gone.signal })
      .then((response) => response.text())
      .catch(() => undefined);
    const [, response] = (await arrived) as [unknown, ServerResponse];
    const closed = once(response, 'close');
    gone.abort();
    await Promise.all([left, closed]);
  }

  const counted = async () =>
    [...(await registry.metrics()).matchAll(/^times_count\{(.*)\} (\d+)$/gm)].map(([, labels, count]) => [
      labels,
      count,
    ]);

  it('are told by status', async () => {
    await (await fetch(`${url}/quick`)).text();
    await eventually(async () => expect(await counted()).toEqual([['method="GET",route="/quick",status="200"', '1']]));
  });

  it.each(['/slow', '/half'])('are told of %s as well, whose caller went away', async (path) => {
    await leave(path);
    expect(await counted()).toEqual([[`method="GET",route="${path}",status="499"`, '1']]);
  });

  it('are none for a stream that its reader left', async () => {
    await leave('/events');
    expect(await counted()).toEqual([]);
  });
});
