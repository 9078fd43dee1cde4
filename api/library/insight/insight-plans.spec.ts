import type { Principal } from '../../common';
import { createTestDatabase, type TestDatabase } from '../../testing';
import type { Statement } from '../item/sql-values';
import { SectionSums } from '../item/section-sums.repository';
import { VisibleSections, type VisibleSection } from '../section/visible-sections.query';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { InsightComparison } from './insight-comparison.repository';
import { qualityList, storageList, unwatchedList } from './insight-lists';
import { insightStatement } from './insight-page.query';
import { SectionInsights } from './section-insights.repository';

const FILMS = 30_000;
const PAGE = 51;

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

const nodes = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

describe('pages of insights in a large library', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let sections: VisibleSection[];

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    const films = await library.addSection(await library.addServer(), '1', 'movie');
    const { database } = library;
    await database.run(
      `INSERT INTO media_items (server_id, section_id, rating_key, type, guid, title, sort_title, sort_key, search_text, year,
         added_at, content_hash, duration_ms)
       SELECT $1, $2, i::text, 'movie', CASE WHEN i % 10 = 0 THEN 'local://' || i ELSE 'plex://movie/' || i / 5 END, 'Film ' || i, 'Film ' || i,
         'film ' || md5(i::text), 'film ' || md5(i::text), 1950 + i % 70, now() - i * interval '1 hour', md5(i::text)::uuid, 6000000
       FROM generate_series(1, ${FILMS}) i`,
      [films.serverId, films.id],
    );
    await database.run(
      `INSERT INTO media_parts (item_id, version_index, part_index, resolution, video_codec, container, bitrate_kbps, file, size_bytes)
       SELECT id, 0, 0, CASE WHEN id % 4 = 0 THEN '4k' WHEN id % 4 = 1 THEN 'sd' ELSE '1080' END,
         CASE WHEN id % 3 = 0 THEN 'hevc' ELSE 'h264' END, 'mkv', 100 + id % 9000, '/f/' || id, 1000 + id * (CASE WHEN id % 4 = 1 THEN 1 ELSE 1000 END)
       FROM media_items`,
    );
    await database.run('UPDATE media_items i SET size_bytes = p.size_bytes FROM media_parts p WHERE p.item_id = i.id');
    await database.run('ANALYZE');
    await library.get(SectionSums).owe([films.id], { walk: false }, database);
    await library.get(SectionInsights).make(films.id, { wait: true });
    await library.get(InsightComparison).make({ wait: true });
    sections = await library.get(VisibleSections).list(admin);
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  async function cost({ text, values }: Statement): Promise<{ scanned: number; whole: (string | undefined)[] }> {
    const [row] = await library.database.rows<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
      values,
    );
    const scans = nodes(row['QUERY PLAN'][0].Plan).filter((node) => node['Relation Name'] !== undefined);
    const rowsOf = (node: PlanNode) =>
      (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
    return {
      scanned: scans.reduce((sum, node) => sum + rowsOf(node), 0),
      whole: scans
        .filter((node) => node['Node Type'] === 'Seq Scan' && rowsOf(node) > 1000)
        .map((node) => node['Relation Name']),
    };
  }

  const unwatched = { idleDays: 365, sort: 'bytes' } as const;

  it.each([
    ['items of storage', () => storageList({ sort: 'bytes' }, sections)],
    [
      'items of a block that lies at the end of its sort',
      () => storageList({ sort: 'bytes', resolution: 'sd' }, sections),
    ],
    ['items of a narrow block', () => storageList({ sort: 'title', resolution: '4k', videoCodec: 'hevc' }, sections)],
    ['items of a block that is empty', () => storageList({ sort: 'title', container: 'avi' }, sections)],
    ['unwatched titles', () => unwatchedList(unwatched, sections, new Date())],
    ['unwatched titles by date', () => unwatchedList({ ...unwatched, sort: 'addedAt' }, sections, new Date())],
    ['issues', () => qualityList({ sort: 'bytes' }, sections)],
    ['one issue by bitrate', () => qualityList({ sort: 'bitrate', issue: 'lowBitrate' }, sections)],
  ])('read no more than what they show: %s', async (_, list) => {
    const { scanned, whole } = await cost(insightStatement(list(), null, PAGE));
    expect(whole).toEqual([]);
    // A page for each range that it may lie in, and the items themselves.
    expect(scanned).toBeLessThan(FILMS / 5);
  });

  it('sum up blocks, not items', async () => {
    const blocks = await library.database.row<{ count: number }>('SELECT count(*)::int AS count FROM insight_blocks');
    expect(blocks!.count).toBeLessThan(FILMS / 20);
    const { body } = await library.ask(admin, '../insights/storage?by=resolution');
    expect(body.items).toBe(FILMS);
  });
});
