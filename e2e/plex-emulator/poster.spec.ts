import { inflateSync } from 'node:zlib';
import { startClient, type Client } from './testing/client';

interface Png {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Undoes what the encoder did, with its two filters only. */
function decode(file: Buffer): Png {
  expect(file.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * 3;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++)
      pixels[y * stride + x] = raw[y * (stride + 1) + 1 + x] + (filter === 2 ? pixels[(y - 1) * stride + x] : 0);
  }
  return { width, height, pixels };
}

describe('posters', () => {
  let client: Client;
  beforeAll(async () => {
    client = await startClient();
  });
  afterAll(() => client.emulator.stop());

  const picture = async (path: string): Promise<Buffer> => {
    const response = await client.pms(path);
    expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 200, 'image/png']);
    return Buffer.from(await response.arrayBuffer());
  };

  it('are drawn at the thumb path of the row, 400 by 600, with more than one colour', async () => {
    const [movie] = await client.rows('/library/sections/1/all?X-Plex-Container-Size=1');
    const { width, height, pixels } = decode(await picture(String(movie.thumb)));
    expect([width, height]).toEqual([400, 600]);
    const colours = new Set<number>();
    for (let i = 0; i < pixels.length; i += 3) colours.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
    expect(colours.size).toBeGreaterThan(100);
  });

  it('differ from title to title and are the same every time', async () => {
    const [first, again, other] = [
      await picture('/library/metadata/1001/thumb/1'),
      await picture('/library/metadata/1001/thumb/2'),
      await picture('/library/metadata/1002/thumb/1'),
    ];
    expect(first.equals(again)).toBe(true);
    expect(first.equals(other)).toBe(false);
  });

  it('are scaled into the asked box', async () => {
    const path = (width: number, height: number): string =>
      `/photo/:/transcode?width=${width}&height=${height}&minSize=1&upscale=1&url=${encodeURIComponent('/library/metadata/1001/thumb/1')}`;
    const small = decode(await picture(path(120, 180)));
    expect([small.width, small.height]).toEqual([120, 180]);
    expect((await client.pms(path(3841, 200))).status).toBe(400);
    expect((await client.pms(path(200, 2161))).status).toBe(400);
    expect(
      (await client.pms('/photo/:/transcode?width=100&height=100&url=/library/metadata/1999999/thumb/1')).status,
    ).toBe(404);
  });

  it('are wide for episodes and art, square for music', async () => {
    const [episode] = await client.rows('/library/sections/2/all?type=4&X-Plex-Container-Size=1');
    const [album] = await client.rows('/library/sections/3/all?type=9&X-Plex-Container-Size=1');
    const still = decode(await picture(String(episode.thumb)));
    expect(still.width / still.height).toBeCloseTo(16 / 9, 1);
    const cover = decode(await picture(String(album.thumb)));
    expect(cover.width).toBe(cover.height);
    expect(decode(await picture(String(episode.art))).width).toBe(1280);
  });

  it('need a token, and one that may see the title', async () => {
    expect((await fetch(`${client.server.uri}/library/metadata/1001/thumb/1`)).status).toBe(401);
    const [show] = await client.rows('/library/sections/2/all');
    expect((await client.pms(String(show.thumb), { token: await client.accessToken('ben') })).status).toBe(404);
  });
});
