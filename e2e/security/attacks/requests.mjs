// Requests that are not what they seem: to us, to a proxy before us, or to a cache between.
import assert from 'node:assert/strict';
import { call, headersOf } from '../caller.mjs';
import { exchange, request } from '../raw-http.mjs';

const EVIL = 'evil.example';
const ELSEWHERE = {
  ...{
    'x-forwarded-host': EVIL,
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '666',
    'x-forwarded-prefix': '/evil',
  },
  ...{ 'x-original-url': '/api/v1/users', 'x-rewrite-url': '/api/v1/users', 'x-host': EVIL },
  ...{ forwarded: `host=${EVIL};proto=https`, 'x-forwarded-scheme': 'nothttps' },
};

export async function requestAttacks(product, report) {
  const { url, port, people } = product;
  const user = { cookies: (await product.session(people.ben.id)).cookies };
  const credentials = Object.entries(headersOf(user)).map(([name, value]) => `${name}: ${value}`);
  const raw = (text) => exchange(port, text);

  await report.attack('a host header of somebody else changes no address that is sent', async () => {
    const cookies = await product.withCsrf('');
    const sent = [];
    for (const path of ['/', '/login', '/api/v1/setup', '/api/openapi.json', '/manifest.webmanifest'])
      sent.push(
        (await raw(request(`GET ${path} HTTP/1.1`, hostile(), '').replace('Host: localhost', `Host: ${EVIL}`))).text,
      );
    const pin = await call(`${url}/api/v1/auth/plex/pins`, 'POST', { caller: { cookies }, headers: ELSEWHERE });
    assert.equal(pin.status, 201);
    sent.push(JSON.stringify([...pin.headers]), pin.text);
    assert.deepEqual(
      sent.filter((text) => text.includes(EVIL) || text === ''),
      [],
    );
    const two = await raw(request('GET /api/v1/setup HTTP/1.1', [`Host: ${EVIL}`, 'Connection: close']));
    assert.deepEqual(two.statuses, [400], 'a second host is refused');
    assert.ok(decodeURIComponent(pin.body.authUrl).includes('http://localhost:'), 'the way back is APP_URL');
  });

  await report.attack('what one caller is answered is kept for no other', async () => {
    const paths = ['auth/session', 'library/sections', 'library/items?limit=1', 'ai/usage', 'stats/me?period=7d'];
    for (const path of paths) {
      const { status, headers } = await call(`${url}/api/v1/${path}`, 'GET', { caller: user });
      assert.deepEqual([path, status, headers.get('cache-control')], [path, 200, 'no-store']);
    }
    const [{ id }] = await product.sql(`SELECT id FROM media_items WHERE type = 'movie' AND thumb IS NOT NULL LIMIT 1`);
    const poster = await call(`${url}/api/v1/library/items/${id}/poster`, 'GET', { caller: user });
    assert.match(poster.headers.get('cache-control'), /^private/);
  });

  await report.attack('an address that looks like a file tells a cache nothing of whoever asks', async () => {
    for (const end of [
      '/x.css',
      ';x.css',
      '%2fx.css',
      '%00.css',
      '.css',
      '/..%2fx.js',
      '%3fx.css',
      '%23x.css',
      '/.css',
    ]) {
      const { status, text, headers } = await call(`${url}/api/v1/auth/session${end}`, 'GET', { caller: user });
      assert.ok(status >= 400, `${end} answered ${status}`);
      assert.ok(!text.includes(people.ben.id), `${end} tells who asks`);
      assert.equal(headers.get('cache-control'), 'no-store', `${end} may be kept`);
    }
  });

  await report.attack('a header that no cache looks at changes no page and no script', async () => {
    const page = (await call(`${url}/`, 'GET')).text;
    const script = `/${/src="([\w-]+\.js)"/.exec(page)[1]}`;
    for (const path of ['/', '/library', script]) {
      const [plain, changed] = await Promise.all([
        call(`${url}${path}`, 'GET'),
        call(`${url}${path}`, 'GET', { headers: { ...ELSEWHERE, 'x-http-method-override': 'DELETE' } }),
      ]);
      assert.deepEqual([path, changed.status, changed.text === plain.text], [path, 200, true]);
    }
  });

  await report.attack('a request with two ends is answered once, or not at all', () => smuggling(raw, credentials));

  await report.attack('of two headers that must be one, a second never lets anybody in', async () => {
    const good = credentials.find((line) => line.startsWith('cookie'));
    const key = `authorization: Bearer ${(await product.key(['library:read'])).key}`;
    const bad = `authorization: Bearer sp_${'A'.repeat(43)}`;
    const first = async (headers, line = 'GET /api/v1/library/items?limit=1 HTTP/1.1') =>
      (await raw(request(line, [...headers, 'Connection: close']))).statuses[0];
    assert.equal(await first([bad, key]), 401);
    assert.equal(await first([bad, good]), 401);
    assert.equal(await first(['cookie: sp_session=', good, bad]), 401);
    const token = credentials.find((line) => line.startsWith('x-xsrf-token'));
    const write = 'DELETE /api/v1/ai/conversations HTTP/1.1';
    assert.equal(await first([good, 'x-xsrf-token: forged', token], write), 403);
    assert.equal(await first([good, token, token], write), 403);
  });

  await report.attack('a method is what its line says, and no other is taken', async () => {
    const admin = { cookies: (await product.session(people.ada.id)).cookies };
    for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
      const { status } = await call(`${url}/api/v1/users/${people.ben.id}`, 'GET', {
        ...{ caller: admin, headers: { [name]: 'DELETE' } },
      });
      assert.equal(status, 200);
      await call(`${url}/api/v1/users/${people.ben.id}/sessions?_method=DELETE`, 'POST', { caller: admin });
    }
    assert.equal((await call(`${url}/api/v1/auth/session`, 'GET', { caller: user })).status, 200);
    for (const method of ['TRACE', 'CONNECT', 'PROPFIND', 'BREW', 'get'])
      for (const status of (
        await raw(request(`${method} /api/v1/users HTTP/1.1`, [...credentials, 'Connection: close']))
      ).statuses)
        assert.ok(status >= 400 && status < 500, `${method} answered ${status}`);
  });
}

const hostile = () => [...Object.entries(ELSEWHERE).map(([name, value]) => `${name}: ${value}`), 'Connection: close'];

/** What follows in the same bytes must be no request of its own for some, and a body for others. */
async function smuggling(raw, credentials) {
  const hidden = 'GET /api/v1/auth/session HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const heads = [
    ['Content-Length: 0', `Content-Length: ${hidden.length}`],
    [`Content-Length: ${hidden.length}`, 'Content-Length: 0'],
    ['Content-Length: 4', 'Transfer-Encoding: chunked'],
    ['Transfer-Encoding: chunked', 'Content-Length: 4'],
    ['Transfer-Encoding: xchunked'],
    ['Transfer-Encoding: identity, chunked, identity'],
    ['Transfer-Encoding : chunked'],
    ['Transfer-Encoding:\x0bchunked'],
    ['X: y\nTransfer-Encoding: chunked'],
    ['Transfer-Encoding:\r\n chunked', 'Content-Length: 0'],
    ['Content-Length: +5'],
    ['Content-Length: 0x10'],
    ['Content-Length: 5, 6'],
    ['Content-Length: -1'],
    [' Content-Length: 5'],
  ];
  for (const head of heads) {
    const body = head.some((line) => /chunked/.test(line)) ? `0\r\n\r\n${hidden}` : hidden;
    expectRefused(
      JSON.stringify(head),
      await raw(request('POST /api/v1/auth/plex/pins HTTP/1.1', [...credentials, ...head], body)),
    );
  }
  for (const size of ['5;a=\n', '0x5', '+5', '5 5', 'fffffffffffffffff', '-1']) {
    const head = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
    const body = `${size}\r\n{"a":\r\n0\r\n\r\n${hidden}`;
    expectRefused(
      `chunk ${size}`,
      await raw(request('POST /api/v1/sync/runs HTTP/1.1', [...credentials, ...head], body)),
    );
  }
}

/** Neither what is hidden (401: it has no cookie) nor what hides it was done, and nothing more is read. */
function expectRefused(what, { statuses, closed }) {
  const said = `${what} was answered ${statuses.join(' and ')}`;
  assert.ok(
    statuses.every((status) => status >= 400 && status < 500 && status !== 401),
    said,
  );
  assert.ok(closed, `${said}, and the connection stays open`);
}
