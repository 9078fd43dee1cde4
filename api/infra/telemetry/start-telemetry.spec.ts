import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppConfig, readEnvironment } from '../config';
import { reportFault } from './faults';
import { inSpan } from './spans';
import { startTelemetry } from './start-telemetry';

const MORE_THAN_IS_KEPT = 6_000;

let server: Server;
let asked: string[];
let answer: boolean;
let warned: string[];
let stop: () => Promise<void>;

beforeEach(async () => {
  [asked, answer, warned] = [[], true, []];
  server = createServer((request, response) => {
    request.resume().once('end', () => {
      asked.push(request.url!);
      if (answer) response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const environment = readEnvironment({
    SENTRY_DSN: `http://key@127.0.0.1:${port}/1`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
  });
  const warn = (_fields: unknown, message?: string) => void warned.push(message!);
  stop = startTelemetry(new AppConfig(environment, ''), { warn });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function run(spans: number): Promise<void> {
  for (let i = 0; i < spans; i++) await inSpan({ name: 'one', kind: 'server' }, () => Promise.resolve());
}

describe('the end of telemetry', () => {
  it('sends what is left', async () => {
    await run(1_200);
    reportFault(new Error('of ours'));
    await stop();
    expect(asked.filter((url) => url === '/v1/traces')).toHaveLength(3);
    expect(asked).toContain('/api/1/envelope/');
    expect(warned).toEqual([]);
  });

  it('waits two seconds for whoever takes reports and never answers, drops the rest and says so once', async () => {
    answer = false;
    await run(MORE_THAN_IS_KEPT);
    for (let i = 0; i < 3; i++) reportFault(new Error('of ours'));
    // Timers of one process come in their order, however late.
    const late = sleep(3_000, 'late', { ref: false });
    expect(await Promise.race([stop().then(() => 'ended'), late])).toBe('ended');
    expect(warned).toEqual(['Traces and error reports that were left have been dropped']);
    expect(asked.filter((url) => url === '/v1/traces')).toHaveLength(1);
  });
});
