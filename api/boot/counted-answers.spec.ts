import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createTestApp, createTestDatabase, TestBrowser, type TestApp, type TestDatabase } from '../testing';

const portalIsBuilt = existsSync(join(__dirname, '../../dist/web/browser/index.html'));
const withPortal = portalIsBuilt ? it : it.skip;

type Counts = Map<string, number>;

describe('what is answered before there is a route', () => {
  let database: TestDatabase;
  let product: TestApp;
  let browser: TestBrowser;

  beforeAll(async () => {
    database = await createTestDatabase();
    product = await createTestApp({ databaseUrl: database.url, env: { BASE_PATH: '/media/' } });
    browser = new TestBrowser(product.url);
  });
  afterAll(async () => {
    await product.close();
    await database.drop();
  });

  async function counts(): Promise<Counts> {
    const body = String((await browser.get('/metrics')).body);
    const lines = body.matchAll(/^smartplex_http_(?:answers_total|request_duration_seconds_count)\{(.*)\} (\d+)$/gm);
    return new Map([...lines].map(([, labels, count]) => [labels!, Number(count)]));
  }

  /** The labels that rose meanwhile, the scrapes themselves apart. */
  async function risen(ask: () => Promise<unknown>): Promise<string[]> {
    const before = await counts();
    await ask();
    let rose: string[] = [];
    // An answer is counted when its end has left, which may be after it came.
    for (let looks = 0; looks < 20 && rose.length < 2; looks++) {
      const after = await counts();
      rose = [...after].filter(([labels, count]) => count > (before.get(labels) ?? 0)).map(([labels]) => labels);
      rose = rose.filter((labels) => !labels.includes('"/metrics"'));
    }
    return rose.sort();
  }

  const raw = (lines: string[]) =>
    new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(product.url).port), '127.0.0.1');
      socket.on('close', resolve).resume();
      socket.write([...lines, '', ''].join('\r\n'));
    });
  const post = (rawBody: string, type: string) =>
    browser.request('POST', '/api/v1/auth/plex/pins', { rawBody, headers: { 'content-type': type } });
  const unmatched = (method: string, status: number) => [
    'class="4xx"',
    `method="${method}",route="unmatched",status="${status}"`,
  ];

  it.each<[string, number, string, () => Promise<unknown>]>([
    ['a body that is not JSON', 400, 'POST', () => post('{', 'application/json')],
    ['a body that is too large', 413, 'POST', () => post(JSON.stringify('x'.repeat(2e6)), 'application/json')],
    ['a body of another type', 415, 'POST', () => post('x', 'text/plain')],
    ['a path that cannot be decoded', 400, 'GET', () => browser.get('/api/v1/library/items/%E0%A4%A')],
    ['a page that takes no POST', 404, 'POST', () => browser.post('/library')],
    ['a request without a host', 400, 'GET', () => raw(['GET /api/v1/setup HTTP/1.1', 'Connection: close'])],
    [
      'an expectation that nobody knows',
      417,
      'GET',
      () => raw(['GET /api/v1/setup HTTP/1.1', 'Host: x', 'Expect: tea', 'Connection: close']),
    ],
    [
      'a question about the server as a whole',
      404,
      'OPTIONS',
      () => raw(['OPTIONS * HTTP/1.1', 'Host: x', 'Connection: close']),
    ],
  ])('is counted: %s', async (_, status, method, ask) => {
    expect(await risen(ask)).toEqual(unmatched(method, status));
  });

  it.each([
    ['/api/openapi.json', '/api/openapi.json'],
    ['/api/docs', '/api/docs'],
  ])('is counted by its template: %s', async (path, route) => {
    expect(await risen(() => browser.get(path))).toEqual(['class="2xx"', `method="GET",route="${route}",status="200"`]);
  });

  withPortal.each([
    ['/', 200],
    ['/media/library/4711', 200],
    ['/favicon-4711.ico', 404],
  ])('is counted as the portal, whatever its path: %s', async (path, status) => {
    expect(await risen(() => browser.get(path))).toEqual([
      `class="${String(status)[0]}xx"`,
      `method="GET",route="portal",status="${status}"`,
    ]);
  });

  it('is no probe by its look', async () => {
    expect(await risen(() => browser.get('/health/4711'))).toEqual(unmatched('GET', 404));
    expect(await risen(() => browser.get('/health/live'))).toEqual(['method="GET",route="/health/live",status="200"']);
  });
});
