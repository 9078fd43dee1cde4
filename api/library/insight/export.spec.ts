import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Principal } from '../../common';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { SectionSums } from '../item/section-sums.repository';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem, plexPart, plexVersion } from '../testing/plex-items';
import { InsightPageQuery } from './insight-page.query';

const ITEMS = 1300;
const HOSTILE = '=HYPERLINK("http://x","y"), "quoted" <b>\u202E';

/** RFC 4180, read by a program of its own. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let match = cell.exec(text); match && cell.lastIndex <= text.length; match = cell.exec(text)) {
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]);
    if (match[3] === '\r\n') rows.push([]);
    if (match[3] === '' || cell.lastIndex === text.length) break;
  }
  return rows.filter((row) => row.length > 0);
}

describe('an export', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;

  const read = async (path: string) => {
    const response = await library.fetch(admin, `../insights/${path}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const mark = bytes.subarray(0, 3).toString('hex');
    return { response, mark, rows: parseCsv(bytes.subarray(3).toString()) };
  };

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    const films = await library.addSection(await library.addServer(), '1', 'movie');
    const items = Array.from({ length: ITEMS }, (_, i) =>
      plexItem(String(i + 1), {
        title: i === 0 ? HOSTILE : `Film ${i}`,
        guid: i < 2 ? 'plex://movie/same' : `local://${i}`,
        versions: [plexVersion({ parts: [plexPart({ file: `/f/${i}`, sizeBytes: 1000 + i })] })],
      }),
    );
    await library.get(MediaItemUpsert).writePage(films, items);
    await library.get(SectionSums).owe([films.id], { walk: true }, library.database);
    await library.get(SectionSums).catchUp(films.id);
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  it('is the whole list, over all pages, in its order', async () => {
    const { response, rows, mark } = await read('storage/items/export?sort=bytes&order=asc');
    expect(mark).toBe('efbbbf');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="storage.csv"');
    const [head, ...lines] = rows;
    const bytes = lines.map((line) => Number(line[head.indexOf('bytes')]));
    expect(bytes).toEqual(Array.from({ length: ITEMS }, (_, i) => 1000 + i));
    expect(lines[0][head.indexOf('title')]).toBe(`'${HOSTILE}`);
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([head.length]));
  });

  it('takes the filters of its list', async () => {
    const { rows } = await read('unwatched/export?sizeMin=2250&sort=title');
    const page = await library.ask(admin, '../insights/unwatched?sizeMin=2250&sort=title&limit=100');
    expect(rows.slice(1).map(([id]) => id)).toEqual(
      page.body.items.map(({ item }: { item: { id: string } }) => item.id),
    );
    expect(rows).toHaveLength(50 + 1);
  });

  it('has a line for each copy of a duplicate', async () => {
    const { rows } = await read('duplicates/export');
    expect(rows).toHaveLength(3);
    const { rows: quality } = await read('quality/export?issue=missingIds');
    expect(quality).toHaveLength(ITEMS - 2 + 1);
  });

  it('is a head alone where nothing matches', async () => {
    const { rows } = await read('quality/export?issue=oldCodec');
    expect(rows).toHaveLength(1);
  });

  it('refuses bad input as a problem, paging included', async () => {
    for (const [path, field] of [
      ['unwatched/export?idleDays=x', 'idleDays'],
      ['quality/export?limit=10', 'limit'],
      ['duplicates/export?cursor=x', 'cursor'],
      ['storage/items/export?by=type', 'by'],
    ]) {
      const { status, body } = await library.ask(admin, `../insights/${path}`);
      expect([path, status, body.errors[0].field]).toEqual([path, 400, field]);
    }
    expect((await library.ask(admin, '../insights/quality/export?sectionId=x')).status).toBe(404);
  });

  it('reads no further once the browser is gone', async () => {
    const pages = library.get(InsightPageQuery);
    const original = pages.rows.bind(pages);
    let reads = 0;
    // Without end: every page is full, as in a library that no test could hold.
    pages.rows = async (list, _keyset, count) => {
      reads++;
      const rows = await original(list, null, count);
      return rows.length < count ? Array.from({ length: count }, (_, i) => rows[i % rows.length]) : rows;
    };
    const url = new URL(await library.app.getUrl());
    const asked = request({
      port: url.port,
      host: '127.0.0.1',
      path: '/api/v1/insights/storage/items/export',
      headers: { 'x-principal': JSON.stringify(admin) },
    });
    asked.end();
    const [response] = await once(asked, 'response');
    await once(response, 'data');
    // Nobody reads on: it waits instead of filling the memory.
    response.pause();
    let waiting = 0;
    while (reads > waiting) {
      waiting = reads;
      await sleep(1_000);
    }
    // What the two ends of a connection hold, and no more.
    expect(reads).toBeLessThan(600);
    asked.destroy();
    await sleep(500);
    expect(reads - waiting).toBeLessThanOrEqual(1);
    pages.rows = original;
  });
});
