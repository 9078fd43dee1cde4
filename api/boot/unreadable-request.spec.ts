import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createRootLogger } from '../infra/logging';
import { refuseUnreadable } from './unreadable-request';

describe('a request that nobody can read', () => {
  let server: Server;
  const lines: string[] = [];

  beforeAll(async () => {
    const log = createRootLogger({ level: 'info', pretty: false }, { write: (line: string) => void lines.push(line) });
    server = createServer((_, response) => response.end()).on('clientError', refuseUnreadable(log));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => lines.splice(0));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const send = (bytes: Buffer | string): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = '';
      connect((server.address() as AddressInfo).port, '127.0.0.1')
        .on('data', (chunk) => (answer += chunk.toString('latin1')))
        .on('error', reject)
        .on('close', () => resolve(answer))
        .write(bytes);
    });

  it.each([
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc', /^HPE_/],
    ['two ends', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n', /^HPE_/],
    ['an address of 70 kB', `GET /${'needle'.repeat(12_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, /^HPE_HEADER_OVERFLOW$/],
    ['a greeting of TLS', Buffer.from('16030100c8010000c40303', 'hex'), /^HPE_/],
  ])('because of %s is found in the log by the id of its answer', async (_, bytes, code) => {
    const answer = await send(bytes);
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    const requestId = /^X-Request-Id: (\S+)\r$/m.exec(answer)?.[1];
    expect(answer).toContain(`"requestId":"${requestId}"`);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 'warn', requestId, address: '127.0.0.1', code: expect.stringMatching(code) }),
    ]);
    expect(lines.join('')).not.toContain('needle');
  });
});
