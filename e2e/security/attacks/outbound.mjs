// Requests that we are talked into sending: to ourselves, to a cloud's metadata, to wherever a redirect points.
import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { call } from '../caller.mjs';
import { trap } from '../trap.mjs';

const DENIED = [
  ...[
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '[::ffff:169.254.169.254]',
  ],
  ...[
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::a9fe:a9fe]',
    '[2002:a9fe:a9fe::]',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '100.100.100.200',
  ],
  ...['0.0.0.0', '0', '[::]', '224.0.0.1', '255.255.255.255'],
];
const NO_ADDRESS = [
  ...['file:///etc/passwd', 'gopher://127.0.0.1:6379/_INFO', 'ftp://127.0.0.1/', 'data:text/plain,x', 'javascript:1'],
  'http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/',
  ...['http://user:word@127.0.0.1/', 'http://', '//127.0.0.1', 'http:127.0.0.1\r\nX: y', 'unix:///var/run/docker.sock'],
];

export async function outboundAttacks(product, report) {
  const { url, port, people } = product;
  const caller = { cookies: (await product.session(people.ada.id)).cookies };
  const post = (path, body) => call(`${url}/api/v1/${path}`, 'POST', { caller, body });
  const server = (address) => post('plex/servers', { url: address, token: 'any' });
  const provider = (address) => post('ai/settings/test', { baseUrl: address, model: 'any' });
  const kept = (address) => call(`${url}/api/v1/ai/settings`, 'PUT', { caller, body: { baseUrl: address } });

  await report.attack('an address that nobody should reach is denied however it is spelt', async () => {
    for (const host of DENIED)
      for (const [name, { status, body }] of [
        ['server', await server(`http://${host}:80/`)],
        ['provider', await provider(`http://${host}/v1`)],
        ['kept provider', await kept(`http://${host}/v1`)],
      ])
        assert.deepEqual([name, host, status, body.code], [name, host, 422, 'address-denied']);
  });

  await report.attack('no address leads to our own ports', async () => {
    const database = product.world.postgres.port;
    const own = Object.values(networkInterfaces()).flatMap((all) =>
      all.map(({ address, family }) => (family === 'IPv6' ? null : address)),
    );
    const hosts = [
      '127.0.0.1',
      'localhost',
      '127.1',
      '2130706433',
      '0x7f.1',
      '127.0.0.2',
      '[::ffff:127.0.0.1]',
      '[::1]',
      ...own.filter(Boolean),
    ];
    for (const host of new Set(hosts))
      for (const to of [port, database])
        for (const { status, body } of [
          await server(`http://${host}:${to}`),
          await provider(`http://${host}:${to}/v1`),
        ])
          assert.deepEqual([host, status, body.code], [host, 422, 'address-denied']);
  });

  await report.attack('what is no address of a web server is none for us', async () => {
    for (const address of NO_ADDRESS)
      for (const { status } of [await server(address), await provider(address)])
        assert.ok([400, 422].includes(status), `${address} answered ${status}`);
  });

  await report.attack('a redirect is followed by nothing that calls for us', async () => {
    const target = await trap();
    for (const to of [`${target.url}/caught`, `http://127.0.0.1:${port}/api/v1/setup`, 'file:///etc/passwd']) {
      for (const status of [301, 302, 307, 308]) {
        const luring = await trap((_, response) => response.writeHead(status, { location: to }).end());
        const answers = [await server(luring.url), await provider(`${luring.url}/v1`)];
        luring.close();
        assert.notEqual(luring.caught.length, 0, 'it was called');
        for (const { status: given, body } of answers)
          assert.ok(given >= 400 || body.outcome !== 'ok', `${given} ${JSON.stringify(body)}`);
      }
    }
    target.close();
    assert.deepEqual(target.caught, []);
  });

  await report.attack('a poster whose path names another host is asked of its own server', async () => {
    const target = await trap();
    const at = `127.0.0.1:${target.port}`;
    const paths = [
      `//${at}/p.png`,
      `http://${at}/p.png`,
      `/\\${at}/p.png`,
      `\\\\${at}/p.png`,
      `@${at}/p.png`,
      `:80@${at}/p`,
      `/..//${at}/p`,
    ];
    const [{ id, thumb }] = await product.sql(`SELECT id, thumb FROM media_items WHERE thumb IS NOT NULL LIMIT 1`);
    for (const path of [...paths, `/p.png HTTP/1.1\r\nHost: ${at}\r\n\r\n`, `\t//${at}/p.png`]) {
      await product.sql('UPDATE media_items SET thumb = $2 WHERE id = $1', [id, path]);
      const { status } = await call(`${url}/api/v1/library/items/${id}/poster`, 'GET', { caller });
      assert.ok([404, 502].includes(status), `${path} answered ${status}`);
    }
    await product.sql('UPDATE media_items SET thumb = $2 WHERE id = $1', [id, thumb]);
    target.close();
    assert.deepEqual(target.caught, []);
  });
}
