import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import type { Principal } from '../../common';
import { AppConfig } from '../../infra/config';
import { MediaItemUpsert, type SectionRef } from '../item/media-item-upsert.repository';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem } from '../testing/plex-items';
import { PosterFiles } from './poster-files';

type Reply = (request: IncomingMessage, response: ServerResponse) => void;

const picture = (width = 400, height = 600, format: 'jpeg' | 'png' = 'jpeg') =>
  sharp({ create: { width, height, channels: 3, background: '#a34' } })
    .toFormat(format)
    .toBuffer();

const send =
  (body: Buffer | string, contentType = 'image/jpeg'): Reply =>
  (_, response) => {
    response.writeHead(200, { 'content-type': contentType }).end(body);
  };

const PACKED_ZEROS = gzipSync(Buffer.alloc(100 * 1024 * 1024));

describe('posters', () => {
  let testDatabase: TestDatabase;
  let library: LibraryHarness;
  let media: Server;
  let reply: Reply;
  let asked: { url: string; token: unknown }[];
  let admin: Principal;
  let user: Principal;
  let section: SectionRef;
  let keys = 0;

  beforeAll(async () => {
    media = createServer((request, response) => {
      asked.push({ url: request.url!, token: request.headers['x-plex-token'] });
      reply(request, response);
    }).listen(0, '127.0.0.1');
    await once(media, 'listening');
    testDatabase = await createTestDatabase();
    library = await LibraryHarness.start(testDatabase.url, { PLEX_TIMEOUT_MS: '30000' });
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    user = await library.addUser('777', 'user');
    const server = await library.addServer(`http://127.0.0.1:${(media.address() as AddressInfo).port}`);
    section = await library.addSection(server, '1', 'movie');
  });

  afterAll(async () => {
    await library.stop();
    await testDatabase.drop();
    media.close();
  });

  beforeEach(async () => {
    asked = [];
    reply = send(await picture());
  });

  /** A new film whose poster nobody has asked for. */
  const film = async (): Promise<{ id: string; thumb: string }> => {
    const thumb = `/library/metadata/${++keys}/thumb/17000${keys}`;
    const { itemIds } = await library.get(MediaItemUpsert).writePage(section, [plexItem(`p${keys}`, { thumb })]);
    return { id: itemIds[0], thumb };
  };
  const get = (id: string, query = '', headers: Record<string, string> = {}) =>
    library.fetch(admin, `items/${id}/poster${query}`, { headers });
  const folder = () => join(library.dataDir, 'posters');
  const files = () =>
    readdirSync(folder(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  const code = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

  it('are fetched with our token, resized to WebP and may be kept by the browser', async () => {
    const { id, thumb } = await film();
    const response = await get(id, '?width=200');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('cache-control')).toBe('private, max-age=86400');
    expect(response.headers.get('vary')).toMatch(/\bCookie\b/);
    expect(await sharp(Buffer.from(await response.arrayBuffer())).metadata()).toMatchObject({
      format: 'webp',
      width: 240,
      height: 360,
    });
    expect(asked).toEqual([{ url: thumb, token: 'server-token' }]);
    expect([...response.headers.values()].join()).not.toContain('server-token');
  });

  it('are never made larger than they are', async () => {
    const { id } = await film();
    const body = Buffer.from(await (await get(id, '?width=1000')).arrayBuffer());
    expect(await sharp(body).metadata()).toMatchObject({ width: 400 });
  });

  it('are fetched once, also when many ask at the same time', async () => {
    const { id } = await film();
    const answers = await Promise.all(Array.from({ length: 12 }, () => get(id)));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect((await get(id)).status).toBe(200);
    expect(asked).toHaveLength(1);
  });

  it('answer 304 to who has them, without asking Plex', async () => {
    const { id } = await film();
    const etag = (await get(id)).headers.get('etag')!;
    asked = [];
    const again = await get(id, '', { 'if-none-match': `"other", W/${etag}` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await get(id, '?width=120', { 'if-none-match': etag })).status).toBe(200);
    expect(asked).toHaveLength(1);
  });

  it('have another ETag and address once Plex has another picture', async () => {
    const { id } = await film();
    const etag = (await get(id)).headers.get('etag');
    const card = async () => (await library.ask(admin, `items/${id}`)).body;
    const before = await card();
    await library
      .get(MediaItemUpsert)
      .writePage(section, [plexItem(before.ratingKey, { thumb: '/library/metadata/1/thumb/new' })]);
    expect((await card()).posterUrl).not.toBe(before.posterUrl);
    expect((await get(id)).headers.get('etag')).not.toBe(etag);
    expect((await library.fetch(admin, (await card()).posterUrl.replace('/api/v1/library/', ''))).status).toBe(200);
  });

  it('that are kept are shown while Plex is away; others answer 502', async () => {
    const [kept, other] = [await film(), await film()];
    await get(kept.id);
    reply = (_, response) => response.socket!.destroy();
    expect((await get(kept.id)).status).toBe(200);
    expect(await code(await get(other.id))).toEqual([502, 'plex-unreachable']);
    reply = send(await picture());
    expect((await get(other.id)).status).toBe(200);
  });

  it('that were damaged on disk are fetched again', async () => {
    const { id } = await film();
    rmSync(folder(), { recursive: true, force: true });
    const whole = Buffer.from(await (await get(id)).arrayBuffer());
    const [path] = files();
    for (const damaged of [
      readFileSync(path).subarray(0, 60),
      Buffer.alloc(0),
      Buffer.concat([readFileSync(path).subarray(0, -1), Buffer.from([7])]),
    ]) {
      writeFileSync(path, damaged);
      asked = [];
      expect(Buffer.from(await (await get(id)).arrayBuffer())).toEqual(whole);
      expect(asked).toHaveLength(1);
    }
  });

  it('are served although they cannot be kept', async () => {
    const { id } = await film();
    rmSync(folder(), { recursive: true, force: true });
    writeFileSync(folder(), 'not a folder');
    expect((await get(id)).status).toBe(200);
    expect((await get(id)).status).toBe(200);
    expect(asked).toHaveLength(2);
    rmSync(folder());
    expect((await get(id)).status).toBe(200);
    expect(existsSync(folder())).toBe(true);
  });

  it.each<[string, () => Promise<Reply>]>([
    ['text that says it is a picture', async () => send('<html>no</html>')],
    ['a page', async () => send('<html>no</html>', 'text/html')],
    [
      'a drawing that may name other files',
      async () =>
        send('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>', 'image/svg+xml'),
    ],
    [
      'a drawing that says it is a photo',
      async () => send('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>', 'image/png'),
    ],
    ['a small file that unpacks to 64 megapixels', async () => send(await picture(8_000, 8_000, 'png'), 'image/png')],
    ['more than a picture can weigh', async () => send(Buffer.alloc(21 * 1024 * 1024))],
    [
      'a few bytes that are packed zeros without end',
      async () => (_, response) => {
        response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }).end(PACKED_ZEROS);
      },
    ],
    ['a picture that ends half-way', async () => send((await picture()).subarray(0, 1000), 'image/jpeg')],
    ['nothing', async () => send('')],
    ['noise', async () => send(randomBytes(5000))],
  ])('that are %s are refused', async (_, hostile) => {
    const { id } = await film();
    reply = await hostile();
    expect(await code(await get(id))).toEqual([502, 'plex-malformed']);
  });

  it('that Plex cannot give are not asked for at every look', async () => {
    const { id } = await film();
    reply = send('no picture');
    await get(id);
    await get(id);
    expect(asked.length).toBe(1);
  });

  it('of a server that hangs are waited for by a few only, so that a page is not held up', async () => {
    const slow = await library.addServer(`http://127.0.0.1:${(media.address() as AddressInfo).port}`);
    const shelf = await library.addSection(slow, '1', 'movie');
    const items = Array.from({ length: 24 }, (_, i) => plexItem(`h${i}`, { thumb: `/library/metadata/${i}/thumb/1` }));
    const { itemIds } = await library.get(MediaItemUpsert).writePage(shelf, items);
    reply = () => undefined;
    // The client of a server is made with the first call to it.
    const timeout = jest.replaceProperty(library.get(AppConfig).plex, 'timeoutMs', 1_000);
    const answers = await Promise.all(itemIds.map(async (id) => code(await get(id))));
    timeout.restore();
    expect(answers).toEqual(Array(24).fill([502, 'plex-timeout']));
    // Three at a time, twice each; the others were not sent after them.
    expect(asked.filter(({ url }) => url.includes('/thumb/')).length).toBeLessThanOrEqual(6);
    reply = send(await picture());
    expect((await get((await film()).id)).status).toBe(200);
  });

  it('are not found where Plex has none or no longer has the file', async () => {
    const { itemIds } = await library.get(MediaItemUpsert).writePage(section, [plexItem('bare', { thumb: null })]);
    expect(await code(await get(itemIds[0]))).toEqual([404, 'not-found']);
    const { id } = await film();
    reply = (_, response) => response.writeHead(404).end();
    expect(await code(await get(id))).toEqual([404, 'not-found']);
  });

  it('are not for who may not see the item, also when they are kept', async () => {
    const { id } = await film();
    const etag = (await get(id)).headers.get('etag')!;
    expect(await code(await library.fetch(user, `items/${id}/poster`, { headers: { 'if-none-match': etag } }))).toEqual(
      [404, 'not-found'],
    );
  });

  describe('on disk', () => {
    it('give way to newer ones beyond the limit, the least recently used first', async () => {
      const place = join(library.dataDir, 'small');
      const cache = new PosterFiles(place, 10_000);
      const keysOf = (n: number) => String(n).padStart(32, '0');
      for (let i = 0; i < 9; i++) {
        await cache.write(keysOf(i), Buffer.alloc(1000, i));
        await cache.settled();
        const path = join(place, keysOf(i).slice(0, 2), `${keysOf(i)}.poster`);
        const at = new Date(Date.now() - (20 - i) * 24 * 3_600_000);
        utimesSync(path, at, at);
      }
      expect((await cache.read(keysOf(0)))?.[0]).toBe(0);
      await cache.write(keysOf(9), Buffer.alloc(1000, 9));
      await cache.settled();
      expect(await cache.read(keysOf(1))).toBeNull();
      expect(await cache.read(keysOf(0))).not.toBeNull();
      expect(await cache.read(keysOf(9))).not.toBeNull();
      const bytes = readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((e) => e.isFile())
        .reduce((sum, e) => sum + statSync(join(e.parentPath, e.name)).size, 0);
      expect(bytes).toBeLessThanOrEqual(10_000);
    });

    it('leave no drafts behind when writing fails', async () => {
      const place = join(library.dataDir, 'blocked');
      mkdirSync(place);
      const cache = new PosterFiles(place, 10_000);
      mkdirSync(join(place, 'ab', `${'ab'.repeat(16)}.poster`), { recursive: true });
      chmodSync(place, 0o700);
      await expect(cache.write('ab'.repeat(16), Buffer.alloc(10))).rejects.toThrow();
      expect(readdirSync(join(place, 'ab'))).toEqual([`${'ab'.repeat(16)}.poster`]);
    });
  });
});
