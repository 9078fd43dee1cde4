import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
  createTestApp,
  createTestDatabase,
  eventually,
  TestBrowser,
  type TestApp,
  type TestDatabase,
} from '../testing';

const PORTAL = join(__dirname, '../../dist/web/browser');
const portalIsBuilt = existsSync(join(PORTAL, 'index.html'));
if (!portalIsBuilt && process.env.CI === 'true') throw new Error('Build the portal first: npm run build');
const withPortal = portalIsBuilt ? it : it.skip;

/** What comes back for these lines, as no HTTP client would send them. */
function sent(port: number, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    connect(port, '127.0.0.1')
      .on('data', (chunk) => (answer += chunk.toString('latin1')))
      .on('error', reject)
      .on('close', () => resolve(answer))
      .write(lines.join('\r\n'));
  });
}

describe('the product over HTTP', () => {
  let database: TestDatabase;
  const products: TestApp[] = [];

  async function browse(env: Record<string, string> = {}): Promise<TestBrowser> {
    const product = await createTestApp({ databaseUrl: database.url, env });
    products.push(product);
    return new TestBrowser(product.url);
  }

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(async () => {
    await Promise.all(products.map((product) => product.close()));
    await database.drop();
  });

  describe('on plain http', () => {
    let browser: TestBrowser;
    beforeAll(async () => {
      browser = await browse();
    });

    it('answers unknown API routes with a problem, never with the page', async () => {
      for (const path of ['/api', '/api/v1/nothing', '/api/v2/setup', '/health/nothing']) {
        const response = await browser.get(path, { headers: { accept: 'text/html' } });
        expect([path, response.status, response.body?.code]).toEqual([path, 404, 'not-found']);
      }
    });

    it('knows its routes by their exact spelling alone', async () => {
      await browser.get('/api/v1/auth/csrf');
      for (const path of ['/API/v1/auth/plex/pins', '/api/V1/auth/plex/pins', '/api/v1/Auth/plex/pins']) {
        const response = await browser.post(path);
        expect([path, response.status, response.body?.code]).toEqual([path, 404, 'not-found']);
      }
      expect((await browser.get('/API/v1/setup')).status).toBe(404);
    });

    it('lets nobody keep its answers', async () => {
      for (const path of ['/api/v1/setup', '/api/v1/auth/session', '/api/v1/nothing']) {
        expect([path, (await browser.get(path)).headers.get('cache-control')]).toEqual([path, 'no-store']);
      }
    });

    it('keeps an idle connection longer than Caddy does, whose next request would else meet its end', async () => {
      const { headers } = await browser.get('/api/v1/setup');
      expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(120);
    });

    it('lets no script in from elsewhere and forces no https on a LAN', async () => {
      const { headers } = await browser.get('/api/v1/setup', { headers: { origin: 'https://evil.example' } });
      expect(headers.get('access-control-allow-origin')).toBeNull();
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("worker-src 'self';");
      expect(policy).toContain("manifest-src 'self';");
      expect(policy).not.toContain('upgrade-insecure-requests');
      expect(policy).not.toContain('unsafe-eval');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    });

    it('refuses a request that names two hosts', async () => {
      const port = Number(new URL(products[0].url).port);
      for (const second of ['Host: evil.example', 'HOST: localhost', 'hOsT:']) {
        const lines = ['GET /api/v1/setup HTTP/1.1', 'Host: localhost', second, 'Connection: close', '', ''];
        expect([second, await sent(port, lines)]).toEqual([second, expect.stringMatching(/^HTTP\/1.1 400 /)]);
      }
      const once = ['GET /api/v1/setup HTTP/1.1', 'Host: localhost', 'Connection: close', '', ''];
      expect(await sent(port, once)).toMatch(/^HTTP\/1.1 200 /);
    });

    it('refuses chunks in HTTP/1.0, and reads nothing that follows', async () => {
      const port = Number(new URL(products[0].url).port);
      const head = ['POST /api/v1/auth/plex/pins HTTP/1.0', 'Host: localhost', 'Connection: keep-alive'];
      const chunks = ['Content-Type: application/json', 'Transfer-Encoding: chunked', '', '2', '{}', '0', '', ''];
      const answers = await sent(port, [...head, ...chunks, 'GET /api/v1/setup HTTP/1.0', 'Host: localhost', '', '']);
      expect(answers.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 400']);
      expect(answers).toMatch(/^Connection: close\r$/m);
      expect(answers).toContain('"code":"malformed-request"');
    });

    it.each(['/api/docs', '/api/docs/swagger-ui-init.js', '/metrics'])('lets nobody keep %s', async (path) => {
      const { status, headers } = await browser.get(path);
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    });

    it('answers by itself what Node would answer bare: no host, and a demand that nobody knows', async () => {
      const port = Number(new URL(products[0].url).port);
      const get = 'GET /api/v1/setup HTTP/1.1';
      for (const [lines, status, code] of [
        [[get, 'Connection: close', '', ''], 400, 'malformed-request'],
        [[get, 'Host: localhost', 'Expect: x', 'Connection: close', '', ''], 417, 'expectation-failed'],
      ] as const) {
        const answer = await sent(port, [...lines]);
        expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
        expect(answer).toContain(`"code":"${code}"`);
        for (const header of ['X-Request-Id: ', 'X-Content-Type-Options: nosniff', 'Content-Security-Policy: '])
          expect(answer).toContain(header);
      }
      expect(await sent(port, ['GET /api/v1/setup HTTP/1.0', '', ''])).toMatch(/^HTTP\/1.1 200 /);
    });

    it('says also to what it cannot read that its answer is no page and may not be kept', async () => {
      const answer = await sent(Number(new URL(products[0].url).port), ['NO HTTP', '', '']);
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      for (const header of [/^X-Content-Type-Options: nosniff\r$/m, /^Cache-Control: no-store\r$/m])
        expect(answer).toMatch(header);
      expect(answer).toMatch(/^Content-Security-Policy: .*frame-ancestors 'none'/m);
    });

    it.each(['/api/docs', '/api/v1/setup'])('lets %s use no feature that a browser asks people about', async (path) => {
      const { headers } = await browser.get(path);
      const policy = headers.get('permissions-policy') ?? '';
      for (const feature of ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'display-capture']) {
        expect(policy).toContain(`${feature}=()`);
      }
      // No name of a policy: Chromium complains of it on every page.
      expect(policy).not.toContain('bluetooth');
      // The portal copies keys and answers.
      expect(policy).not.toContain('clipboard-write');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    });

    withPortal('lets no page and no file be taken for something else', async () => {
      const hashed = readdirSync(PORTAL).filter((name) => /^main.*\.(js|css)$/.test(name));
      expect(hashed.length).toBeGreaterThan(0);
      for (const path of ['/', '/library', '/nothing.js', ...hashed.map((name) => `/${name}`)])
        expect([path, (await browser.get(path)).headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
    });

    it('describes its API at /api/openapi.json and shows it at /api/docs', async () => {
      const { body } = await browser.get('/api/openapi.json');
      expect(body.openapi).toBe('3.1.0');
      expect(Object.keys(body.paths)).toContain('/api/v1/setup');
      expect((await browser.get('/api/docs')).status).toBe(200);
      expect((await browser.get('/api/openapi.yaml')).status).toBe(404);
    });

    it('has the description of its API written and compressed once, and sends nobody what they have', async () => {
      const texts: string[] = [];
      for (const encoding of ['br', 'gzip', 'identity']) {
        const response = await browser.fetch('GET', '/api/openapi.json', { headers: { 'accept-encoding': encoding } });
        expect(response.headers.get('content-encoding') ?? 'identity').toBe(encoding);
        expect(response.headers.get('vary')).toContain('Accept-Encoding');
        texts.push(await response.text());
        const tag = response.headers.get('etag') ?? '';
        const again = await browser.fetch('GET', '/api/openapi.json', {
          headers: { 'if-none-match': `W/"x", ${tag}` },
        });
        expect([again.status, await again.text()]).toEqual([304, '']);
      }
      expect(new Set(texts).size).toBe(1);
    });

    withPortal('answers deep links with the page, and missing files with 404', async () => {
      for (const path of ['/', '/library?type=movie', '/items/7', '/setup?code=x']) {
        const response = await browser.get(path);
        expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
        expect(response.body).toContain('<base href="/" />');
      }
      expect((await browser.get('/missing-ABCDEFGH.js')).status).toBe(404);
      const drawing = await browser.fetch('GET', '/favicon.svg');
      expect(drawing.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
      expect((await browser.get('/..%2f..%2fpackage.json')).status).not.toBe(200);
    });

    withPortal.each(['/index.html', '/%69ndex.html', '//index.html', '/./index.html', '/icons/../index.html'])(
      'gives its page by %s no other rights than by its own address',
      async (path) => {
        const answer = await sent(Number(new URL(products[0].url).port), [`GET ${path} HTTP/1.0`, '', '']);
        if (!/^HTTP\/1.1 200 /.test(answer)) return expect(answer).toMatch(/^HTTP\/1.1 40[04] /);
        for (const header of [/^Permissions-Policy: .*camera=\(\)/m, /^X-Frame-Options: DENY\r$/m])
          expect(answer).toMatch(header);
        expect(answer).toMatch(/^Content-Security-Policy: .*frame-ancestors 'none'/m);
      },
    );

    withPortal('answers its file as the page that it is', async () => {
      const { headers, body } = await browser.get('/index.html');
      expect(body).toContain('<base href="/" />');
      expect(headers.get('set-cookie')).toContain('XSRF-TOKEN=');
    });

    withPortal('holds no page that is for developers only', () => {
      const scripts = readdirSync(PORTAL).filter((name) => name.endsWith('.js'));
      const text = (name: string) => readFileSync(join(PORTAL, name), 'utf8');
      expect(scripts.some((name) => text(name).includes('Search the library'))).toBe(true);
      expect(scripts.filter((name) => /Design of SmartPlex|sp-design-page/.test(text(name)))).toEqual([]);
    });

    withPortal('lets nobody keep the service worker, which decides what is kept', async () => {
      const worker = await browser.fetch('GET', '/sw.js');
      expect(worker.headers.get('content-type')).toMatch(/javascript/);
      expect(worker.headers.get('cache-control')).toBe('no-cache');
      const text = await worker.text();
      const kept = JSON.parse(/FILES\s*=\s*(\[[^\]]*\])/.exec(text)?.[1] ?? '[]') as string[];
      expect(kept).toContain(readdirSync(PORTAL).find((name) => /^main-\w+\.js$/.test(name)));
      for (const name of kept) expect([name, existsSync(join(PORTAL, name))]).toEqual([name, true]);
    });

    withPortal('hands out hashed files compressed and for ever', async () => {
      const file = readdirSync(PORTAL).find((name) => /^main-\w+\.js$/.test(name));
      for (const [accepted, encoding] of [
        ['br, gzip', 'br'],
        ['gzip', 'gzip'],
        ['identity', null],
      ] as const) {
        const response = await browser.fetch('GET', `/${file}`, { headers: { 'accept-encoding': accepted } });
        expect(response.headers.get('content-type')).toMatch(/javascript/);
        if (existsSync(join(PORTAL, `${file}.br`))) expect(response.headers.get('content-encoding')).toBe(encoding);
        expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
        // It speaks to pages; on thirty scripts it would weigh a tenth of the first read.
        expect(response.headers.get('permissions-policy')).toBeNull();
        expect(await response.text()).toContain('import');
      }
    });

    withPortal('answers a part that a file does not have with a problem like any other', async () => {
      for (const path of ['/icons/icon-192.png', '/favicon.svg', '/sw.js']) {
        const range = { range: 'bytes=99999999-', 'accept-encoding': 'br' };
        const { status, headers, body } = await browser.get(path, { headers: range });
        expect([path, status, body?.code]).toEqual([path, 416, 'range-not-satisfiable']);
        expect(headers.get('content-security-policy')).toContain("default-src 'none'");
        expect(headers.get('content-encoding')).toBeNull();
        expect(headers.get('cache-control')).toBe('no-store');
      }
    });
  });

  it('turns on what belongs to https when its address says so', async () => {
    const browser = await browse({ APP_URL: 'https://plex.example' });
    const { headers } = await browser.get('/api/v1/auth/csrf');
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
    for (const cookie of headers.getSetCookie()) expect(cookie).toMatch(/; Secure/);
  });

  describe('below a path prefix', () => {
    let browser: TestBrowser;
    beforeAll(async () => {
      browser = await browse({ BASE_PATH: '/plex/smart' });
    });

    it('answers whether or not the proxy takes the prefix away', async () => {
      for (const path of ['/plex/smart/api/v1/setup', '/api/v1/setup', '/plex/smart/health/ready', '/health/ready']) {
        // Ready is told when the dispatcher has looked for work once.
        await eventually(async () => expect([path, (await browser.get(path)).status]).toEqual([path, 200]));
      }
    });

    it('keeps its cookies below the prefix', async () => {
      const { headers } = await browser.get('/plex/smart/api/v1/auth/csrf');
      expect(headers.getSetCookie().length).toBeGreaterThan(0);
      for (const cookie of headers.getSetCookie()) expect(cookie).toContain('; Path=/plex/smart/');
    });

    withPortal('tells the page where it lives', async () => {
      expect((await browser.get('/plex/smart/library')).body).toContain('<base href="/plex/smart/" />');
      expect((await browser.get('/plex/smart')).body).toContain('<base href="/plex/smart/" />');
      for (const file of ['sw.js', 'manifest.webmanifest', 'icons/icon-192.png']) {
        expect([file, (await browser.fetch('GET', `/plex/smart/${file}`)).status]).toEqual([file, 200]);
      }
    });
  });
});
