import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { answerInTime } from './answer-in-time';

describe('a request that nothing answers', () => {
  let server: Server;
  let url: string;
  let answerLate: () => void = () => undefined;

  beforeAll(async () => {
    const app = express();
    app.use(answerInTime(200));
    app.get('/quick', (_, response) => void response.json({ quick: true }));
    app.get('/frozen', (_, response) => void (answerLate = () => response.end('late')));
    app.get('/stream', (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': here\n\n');
      setTimeout(() => response.end(': still here\n\n'), 500);
    });
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is answered in time, and a late answer changes nothing', async () => {
    const answer = await fetch(`${url}/frozen`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ code: 'database-unavailable' });
    answerLate();
    expect(await (await fetch(`${url}/quick`)).json()).toEqual({ quick: true });
  });

  it('is no other than that: streams go on', async () => {
    expect(await (await fetch(`${url}/stream`)).text()).toBe(': here\n\n: still here\n\n');
  });
});
