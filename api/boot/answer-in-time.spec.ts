import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host';
import express from 'express';
import type { PinoLogger } from 'nestjs-pino';
import { ProblemFilter } from '../infra/problem/problem.filter';
import { ProblemMappers } from '../infra/problem';
import { answerInTime } from './answer-in-time';

describe('a request that nothing answers', () => {
  let server: Server;
  let url: string;
  const logged: string[] = [];
  const heard = { error: () => void logged.push('error'), debug: () => void logged.push('debug') };
  const filter = new ProblemFilter(new ProblemMappers(), heard as unknown as PinoLogger);
  let answerLate: () => void = () => undefined;

  beforeAll(async () => {
    const app = express();
    app.use(answerInTime(200));
    app.get('/quick', (_, response) => void response.json({ quick: true }));
    app.get('/frozen', (_, response) => void (answerLate = () => response.end('late')));
    app.post('/stalled', express.json(), (_, response) => void response.json({}));
    app.get('/late-header', (request, response) => {
      setTimeout(() => {
        try {
          response.setHeader('X-Late', '1');
        } catch (error) {
          filter.catch(error, new ExecutionContextHost([request, response]));
        }
      }, 300);
    });
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

  it('is told so when it has not come in full itself', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      connect(Number(new URL(url).port), '127.0.0.1')
        .on('data', (chunk) => (text += String(chunk)))
        .on('error', reject)
        .on('close', () => resolve(text))
        .write('POST /stalled HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a"');
    });
    expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
    expect(answer).toContain('"code":"request-timeout"');
    expect(answer).not.toMatch(/retry-after/i);
  });

  it('fails in silence afterwards', async () => {
    logged.splice(0);
    expect((await fetch(`${url}/late-header`)).status).toBe(503);
    await sleep(300);
    expect(logged).toEqual(['debug']);
  });

  it('is no other than that: streams go on', async () => {
    expect(await (await fetch(`${url}/stream`)).text()).toBe(': here\n\n: still here\n\n');
  });
});
