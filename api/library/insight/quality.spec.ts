import type { Principal } from '../../common';
import type { PlexItem, PlexVersion } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { SectionSums } from '../item/section-sums.repository';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem, plexPart, plexVersion } from '../testing/plex-items';
import type { QualityItemDto, QualityListDto } from './insight.dto';

const good = (version: Partial<PlexVersion> = {}) => plexVersion({ bitrateKbps: 5000, ...version });

describe('quality', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;

  const list = async (query = ''): Promise<QualityListDto> =>
    (await library.ask(admin, `../insights/quality?${query}`)).body;
  const issues = ({ items }: { items: QualityItemDto[] }) =>
    Object.fromEntries(items.map(({ item, issues: found }) => [item.title, found]));

  async function write(type: string, items: PlexItem[]): Promise<void> {
    const section = await library.addSection(await library.addServer(`http://127.0.0.1:9/${type}`), '1', type);
    await library.get(MediaItemUpsert).writePage(section, items);
    await library.get(SectionSums).owe([section.id], { walk: true }, library.database);
    await library.get(SectionSums).catchUp(section.id);
  }

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    const film = (title: string, versions: PlexVersion[], item: Partial<PlexItem> = {}) =>
      plexItem(title, { title, versions, ...item });
    await write('movie', [
      film('Good', [good()]),
      film('Low 1080', [good({ bitrateKbps: 1999 })]),
      film('Just enough', [good({ bitrateKbps: 2000 })]),
      film('Enough in HEVC', [good({ bitrateKbps: 1200, videoCodec: 'hevc' })]),
      film('Low in HEVC', [good({ bitrateKbps: 1199, videoCodec: 'hevc' })]),
      film('Low beside good', [good({ bitrateKbps: 900 }), good()]),
      film('Low beside optimised', [good({ bitrateKbps: 900 }), good({ optimized: true })]),
      film('Unknown bitrate', [good({ bitrateKbps: null })]),
      film('Unknown resolution', [good({ bitrateKbps: 10, resolution: null })]),
      film('Old', [good({ videoCodec: 'mpeg2video' })]),
      film('Old and low', [good({ videoCodec: 'mpeg4', bitrateKbps: 800, container: 'avi' })]),
      film('Old beside new', [good({ videoCodec: 'mpeg4' }), good()]),
      film('File missing', [good({ parts: [plexPart({ file: '/gone', accessible: false })] })]),
      film('In the trash', [good()], { available: false }),
      film('Without files', []),
      film('Optimised only', [good({ optimized: true })]),
      film('Unmatched', [good()], { guid: 'local://7' }),
      film('No agent', [good()], { guid: 'com.plexapp.agents.none://abc?lang=xn' }),
      film('No agent but an id', [good()], { guid: 'local://8', externalIds: { imdb: 'tt8', tmdb: null, tvdb: null } }),
      film('No guid', [good()], { guid: null }),
    ]);
    await write('show', [
      plexItem('s1', { type: 'show', title: 'Unmatched show', guid: 'local://9' }),
      plexItem('s2', { type: 'season', parentRatingKey: 's1' }),
      plexItem('s3', {
        type: 'episode',
        title: 'Its episode',
        guid: 'local://10',
        parentRatingKey: 's2',
        grandparentRatingKey: 's1',
        versions: [good({ resolution: '720', bitrateKbps: 999 })],
      }),
    ]);
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  it('is poor where no version is better, files are missing, or nobody knows the title', async () => {
    expect(issues(await list('limit=100'))).toEqual({
      'Low 1080': ['lowBitrate'],
      'Low in HEVC': ['lowBitrate'],
      'Low beside optimised': ['lowBitrate'],
      Old: ['oldCodec'],
      'Old and low': ['lowBitrate', 'oldCodec'],
      'File missing': ['missingFile'],
      'In the trash': ['missingFile'],
      'Without files': ['missingFile'],
      Unmatched: ['missingIds'],
      'No agent': ['missingIds'],
      'No guid': ['missingIds'],
      'Unmatched show': ['missingIds'],
      'Its episode': ['lowBitrate'],
    });
  });

  it.each<[string, string[]]>([
    ['issue=oldCodec&sort=title', ['Old', 'Old and low']],
    ['issue=missingIds&type=show', ['Unmatched show']],
    ['issue=lowBitrate&sort=bitrate&order=asc&limit=3', ['Old and low', 'Low beside optimised', 'Its episode']],
    ['type=episode', ['Its episode']],
    ['q=trash', ['In the trash']],
  ])('is listed for %s', async (query, titles) => {
    expect((await list(query)).items.map(({ item }) => item.title)).toEqual(titles);
  });

  it('shows what the best version has', async () => {
    const { items } = await list('q=old%20and%20low');
    expect(items[0]).toMatchObject({ bitrateKbps: 800, videoCodec: 'mpeg4', container: 'avi', bytes: 1000 });
    const [trash] = (await list('q=trash')).items;
    expect(trash.item.available).toBe(false);
  });

  it('is counted in the summary, without the bytes of what is in the trash', async () => {
    const { body } = await library.ask(admin, '../insights/summary');
    expect(body.quality).toEqual([
      { issue: 'lowBitrate', items: 5, bytes: 5000 },
      { issue: 'oldCodec', items: 2, bytes: 2000 },
      { issue: 'missingFile', items: 3, bytes: 1000 },
      { issue: 'missingIds', items: 4, bytes: 4000 },
    ]);
  });

  it.each(['bytes', 'title', 'addedAt', 'bitrate'])('pages by %s', async (sort) => {
    const whole = (await list(`sort=${sort}&limit=100`)).items.map(({ item }) => item.id);
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await list(`sort=${sort}&limit=4${cursor && `&cursor=${cursor}`}`);
      ids.push(...page.items.map(({ item }) => item.id));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(ids).toEqual(whole);
  });

  it.each([
    ['issue=blurry', 'issue'],
    ['type=film', 'type'],
    ['sort=year', 'sort'],
  ])('refuses %s by naming %s', async (query, field) => {
    const { status, body } = await library.ask(admin, `../insights/quality?${query}`);
    expect([status, body.errors[0].field]).toEqual([400, field]);
  });
});
