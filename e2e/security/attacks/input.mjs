// Words that mean something to JavaScript, to a file system or to a log.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { call, headersOf } from '../caller.mjs';
import { exchange, request } from '../raw-http.mjs';

const SECRETS = /"name": "smartplex"|root:x:|sealing|PRIVATE KEY|"dependencies"|createApplication|sealed_token/;

export async function inputAttacks(product, report) {
  const { url, port, people } = product;
  const user = { cookies: (await product.session(people.ben.id)).cookies };
  const admin = { cookies: (await product.session(people.ada.id)).cookies };

  await report.attack("names of JavaScript's own objects make nobody an administrator", async () => {
    const bodies = ['{"__proto__":{"role":"admin","kind":"user"}}', '{"constructor":{"prototype":{"role":"admin"}}}'];
    for (const path of ['ai/conversations', 'ai/questions', 'ai/analyses', 'ai/preferences'])
      for (const text of bodies)
        await sendText(`${url}/api/v1/${path}`, path === 'ai/preferences' ? 'PUT' : 'POST', user, text);
    for (const query of ['__proto__[role]=admin', '__proto__.role=admin', 'constructor[prototype][role]=admin'])
      assert.equal((await call(`${url}/api/v1/library/items?${query}`, 'GET', { caller: user })).status, 400);
    assert.equal((await call(`${url}/api/v1/auth/session`, 'GET', { caller: user })).body.user.role, 'user');
    assert.equal((await call(`${url}/api/v1/users`, 'GET', { caller: user })).status, 403);
    assert.equal((await call(`${url}/api/v1/users`, 'GET')).status, 401);
  });

  await report.attack('no path leads out of the folder of the portal', async () => {
    const ups = ['..', '%2e%2e', '.%2e', '..%2f', '..%5c', '..\\', '..;', '%252e%252e', '..%00', '..%c0%af', '....'];
    const ends = ['package.json', 'server/api/main.js', 'etc/passwd', '.env', 'data/secrets.json'];
    for (const end of ends) {
      const paths = [
        ...ups.flatMap((up) => [1, 3, 8].map((n) => `/${`${up}/`.repeat(n)}${end}`)),
        `//${end}`,
        `/${end}%00.js`,
      ];
      for (const path of [...paths, `/icons/${paths[0]}`, `file:///${end}`, `http://localhost/../../${end}`]) {
        const { text } = await exchange(
          port,
          request(`GET ${path} HTTP/1.1`, ['Connection: close', 'Accept-Encoding: identity']),
        );
        assert.ok(!SECRETS.test(text), `${path} answered ${text.slice(0, 80)}`);
        assert.ok(!/HTTP\/1\.1 5/.test(text), `${path} answered ${text.slice(0, 30)}`);
      }
    }
  });

  await report.attack('no path sends a browser elsewhere', async () => {
    const paths = [
      '//evil.example',
      '//evil.example/%2e%2e',
      '/%5cevil.example',
      '/\\evil.example',
      '/api/docs//evil.example',
    ];
    const more = [
      '///evil.example/login',
      '/login?returnTo=//evil.example',
      '//evil.example/library/',
      '/icons//evil.example/..',
    ];
    for (const path of [...paths, ...more]) {
      const { text } = await exchange(port, request(`GET ${path} HTTP/1.1`, ['Connection: close']));
      assert.ok(!/^location: *(https?:)?[/\\]{2}/im.test(text), `${path} leads ${/^location:.*/im.exec(text)?.[0]}`);
    }
  });

  await report.attack('no id of a poster is a path', async () => {
    for (const id of [
      '..%2f..%2f..%2fetc%2fpasswd',
      '%2e%2e',
      '1%2f..%2f2',
      '1%00',
      '-1',
      '1e3',
      '9'.repeat(40),
      '0x1',
      "1'--",
    ]) {
      const { status } = await call(`${url}/api/v1/library/items/${id}/poster`, 'GET', { caller: admin });
      assert.ok([400, 404].includes(status), `${id} answered ${status}`);
    }
  });

  await report.attack('a packed body is measured unpacked, and a deep one ends soon', async () => {
    const packed = gzipSync(Buffer.alloc(60_000_000, ' '));
    assert.ok(packed.length < 100_000);
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip', ...headersOf(user) };
    const bomb = await fetch(`${url}/api/v1/ai/questions`, { method: 'POST', headers, body: packed });
    assert.equal(bomb.status, 413);
    const startedAt = Date.now();
    for (const deep of [
      '['.repeat(700_000),
      '{"a":'.repeat(200_000),
      `{"text":${'['.repeat(500_000)}${']'.repeat(500_000)}}`,
    ])
      assert.equal((await sendText(`${url}/api/v1/ai/questions`, 'POST', user, deep)).status, 400);
    assert.ok(Date.now() - startedAt < 5_000, `it took ${Date.now() - startedAt} ms`);
  });

  await report.attack('nobody writes lines into the log, or colours into a terminal', async () => {
    const marks = [
      '%0d%0aINJECTED',
      '%0aINJECTED',
      '%1b[31mINJECTED',
      '\x1b[31mINJECTED',
      '\u0085INJECTED',
      '\x9b31mINJECTED',
    ];
    const secret = 'c0ffee5ecre7c0ffee5ecre7';
    await exchange(
      port,
      request(`GET /api/v1/nowhere/INJECTED?X-Plex-Token=${secret} HTTP/1.1`, ['Connection: close']),
    );
    for (const mark of marks) {
      for (const head of [`GET /api/v1/${mark} HTTP/1.1`, `GET /api/v1/library/items?q=${mark} HTTP/1.1`])
        await exchange(port, Buffer.from(request(head, ['Connection: close']), 'latin1'));
      const headers = [`User-Agent: ${mark}`, `X-Request-Id: ${mark}`, `Referer: ${mark}`, 'Connection: close'];
      const { text } = await exchange(port, Buffer.from(request('GET /api/v1/users HTTP/1.1', headers), 'latin1'));
      assert.ok(!text.includes('INJECTED'), `${JSON.stringify(mark)} comes back in ${text}`);
    }
    const lines = product
      .log()
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('SmartPlex is ready: '));
    assert.ok(
      lines.some((line) => line.includes('INJECTED')),
      'what was tried is in the log',
    );
    assert.ok(
      lines.some((line) => line.includes('nowhere/INJECTED?X-Plex-Token=')),
      'the request with a secret is in the log',
    );
    for (const line of lines) {
      assert.ok(!line.includes(secret), 'a secret is in the log');
      assert.doesNotThrow(() => JSON.parse(line), `no line of the log: ${line.slice(0, 200)}`);
      assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f]/);
    }
  });
}

/** A body as text: JavaScript's own objects cannot hold what is in it. */
async function sendText(url, method, caller, text) {
  const headers = { 'content-type': 'application/json', ...headersOf(caller) };
  const response = await fetch(url, { method, headers, body: text });
  await response.text();
  assert.ok(response.status < 500, `${url} answered ${response.status}`);
  return response;
}
