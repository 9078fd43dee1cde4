// The product behind the proxies whose configuration docs/operations.md hands out, each as a real process.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Agent, setGlobalDispatcher } from 'undici';
import { ApiClient } from '../support/product-process.mjs';
import { SETUP_CODE, Stack } from '../support/stack/stack.mjs';
import { ensureSystemPackages } from '../support/system-packages.mjs';
import { caddy, cipherOfferedTo, makeCertificate, nginx, versionOfferedTo } from './proxies.mjs';

/** A proxy that holds a stream back does so until its end, or until some kilobytes are there. */
const SOON_MS = 5_000;

ensureSystemPackages(['nginx', 'caddy']);

let stack;
let certificate;

before(async () => {
  stack = await Stack.create({ emulator: { movies: 30, shows: 2, artists: 2 } });
  certificate = makeCertificate(stack.folder);
  setGlobalDispatcher(new Agent({ connect: { ca: readFileSync(certificate.cert) } }));
});

after(() => stack?.close());

for (const [name, start, basePath] of [
  ['nginx', nginx, '/'],
  ['nginx, below a path', nginx, '/films/'],
  ['Caddy', caddy, '/'],
])
  describe(`behind ${name}`, () => {
    let product;
    let proxy;
    let portal;
    let admin;

    before(async () => {
      product = await stack.add('all', { TRUST_PROXY: '1', BASE_PATH: basePath });
      proxy = await start(product.how.env.DATA_DIR, certificate, new URL(product.url).host);
      product.how.env.APP_URL = proxy.url;
      await Promise.all([product.start(), proxy.start()]);
      portal = `${proxy.url}${basePath.slice(0, -1)}`;
    });

    after(() => Promise.all([proxy.stop(), product.stop()]));

    it('plain http is sent to https', async () => {
      const { status, location } = await proxy.redirect();
      assert.ok([301, 308].includes(status), `it answers ${status}`);
      assert.equal(new URL(location).protocol, 'https:');
      assert.equal(new URL(location).pathname + new URL(location).search, '/library?q=a');
    });

    it('takes ciphers with forward secrecy alone', async () => {
      assert.match(await cipherOfferedTo(proxy.url, 'ALL'), /^TLS_ECDHE_.*(GCM|CHACHA20)/);
      assert.equal(await cipherOfferedTo(proxy.url, 'ALL:!ECDHE'), null);
      assert.equal(await cipherOfferedTo(proxy.url, 'ALL:!AESGCM:!CHACHA20'), null);
    });

    it('speaks no TLS before 1.2', async () => {
      assert.equal(await versionOfferedTo(proxy.url, 'TLSv1.2'), 'TLSv1.2');
      assert.equal(await versionOfferedTo(proxy.url, 'TLSv1.1'), null);
    });

    it('the portal opens, and its files are found', async () => {
      const page = await fetch(`${portal}/`);
      const html = await page.text();
      assert.match(page.headers.get('strict-transport-security'), /max-age/);
      assert.ok(html.includes(`<base href="${basePath}"`));
      const [, script] = /src="(main[^"]*\.js)"/.exec(html);
      assert.equal((await fetch(`${portal}/${script}`)).status, 200);
    });

    it('one signs in, with cookies that https alone gets', async () => {
      admin = new ApiClient(portal);
      const user = await admin.signIn({ control: stack.emulator.control }, 'ada', SETUP_CODE);
      assert.equal(user.username, 'ada');
      const response = await fetch(`${portal}/api/v1/auth/csrf`);
      for (const cookie of response.headers.getSetCookie()) assert.match(cookie, /; Secure/i);
    });

    it('a stream arrives while it is written', async () => {
      const cookie = [...admin.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
      const abort = AbortSignal.timeout(SOON_MS);
      const response = await fetch(`${portal}/api/v1/system/log/events`, { headers: { cookie }, signal: abort });
      assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
      await admin.get('/api/v1/no-such-route').catch(() => undefined);
      let text = '';
      for await (const chunk of response.body) {
        text += new TextDecoder().decode(chunk);
        if (text.includes('event: ')) break;
      }
      assert.match(text, /event: /);
    });

    it('nobody escapes the limits by an address that they make up', async () => {
      const left = async (address) => {
        const response = await fetch(`${portal}/api/v1/auth/csrf`, { headers: { 'x-forwarded-for': address } });
        return Number(response.headers.get('x-ratelimit-remaining'));
      };
      const before = await left('203.0.113.1');
      assert.ok(before > 0);
      assert.equal(await left('203.0.113.2'), before - 1);
    });
  });
