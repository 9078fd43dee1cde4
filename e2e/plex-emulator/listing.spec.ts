import { asList, startClient, type Client, type Row } from './testing/client';

const keysOf = (rows: Row[]): unknown[] => rows.map(({ ratingKey }) => ratingKey);

describe('listing a section', () => {
  let client: Client;
  beforeAll(async () => {
    client = await startClient({ movies: 1205, shows: 6 });
  });
  afterAll(() => client.emulator.stop());

  it('tells a total only to those who page', async () => {
    const whole = await client.container('/library/sections/1/all');
    expect(whole.size).toBe(1205);
    expect(whole).not.toHaveProperty('totalSize');
    const response = await client.pms('/library/sections/1/all?X-Plex-Container-Start=1200&X-Plex-Container-Size=100');
    const page = ((await response.json()) as { MediaContainer: { size: number; totalSize: number; offset: number } })
      .MediaContainer;
    expect(page).toMatchObject({ size: 5, totalSize: 1205, offset: 1200 });
    expect(response.headers.get('x-plex-container-start')).toBe('1200');
    expect(response.headers.get('x-plex-container-total-size')).toBe('1205');
  });

  it('takes paging from headers as well as from the query', async () => {
    const headers = { 'X-Plex-Container-Start': '3', 'X-Plex-Container-Size': '2' };
    const byHeader = await client.rows('/library/sections/1/all', { headers });
    expect(keysOf(byHeader)).toEqual(
      keysOf(await client.rows('/library/sections/1/all?X-Plex-Container-Start=3&X-Plex-Container-Size=2')),
    );
    expect(byHeader).toHaveLength(2);
  });

  it('counts with size 0 and has no list past the end', async () => {
    for (const query of [
      'X-Plex-Container-Start=0&X-Plex-Container-Size=0',
      'X-Plex-Container-Start=9999&X-Plex-Container-Size=50',
    ]) {
      const page = await client.container(`/library/sections/1/all?${query}`);
      expect(page).toMatchObject({ size: 0, totalSize: 1205 });
      expect(page).not.toHaveProperty('Metadata');
    }
  });

  it('shows every item exactly once over all pages', async () => {
    const rows = await client.everything('/library/sections/1/all?sort=addedAt:asc', 170);
    expect(new Set(keysOf(rows)).size).toBe(1205);
    const added = rows.map(({ addedAt }) => Number(addedAt));
    expect(added).toEqual([...added].sort((a, b) => a - b));
  });

  it('refuses careless paging only when it is told to', async () => {
    await client.control('POST', 'settings', { strictPaging: true });
    expect((await client.pms('/library/sections/1/all')).status).toBe(400);
    expect((await client.pms('/library/sections/1/all?X-Plex-Container-Size=1001')).status).toBe(400);
    expect((await client.pms('/library/sections/1/all?X-Plex-Container-Size=1000')).status).toBe(200);
    await client.control('POST', 'settings', { strictPaging: false });
    expect((await client.container('/library/sections/1/all?X-Plex-Container-Size=1001')).size).toBe(1001);
  });

  it('answers a foreign type with nothing, not with an error', async () => {
    expect(await client.container('/library/sections/1/all?type=4')).toMatchObject({ size: 0 });
    expect((await client.pms('/library/sections/9/all')).status).toBe(404);
  });

  it.each([
    ['titleSort:asc', 'titleSort'],
    ['titleSort:desc', 'titleSort'],
    ['updatedAt:desc', 'updatedAt'],
    ['year:desc,titleSort', 'year'],
    ['movie.duration:asc', 'duration'],
  ])('sorts by %s', async (sort, field) => {
    const rows = await client.rows(`/library/sections/1/all?sort=${sort}`);
    const values = rows.map((row) => (field === 'titleSort' ? String(row.titleSort ?? row.title) : Number(row[field])));
    const ascending = !sort.includes(':desc');
    const unordered = values.findIndex(
      (value, i) => i > 0 && typeof value === 'number' && (ascending ? value < values[i - 1] : value > values[i - 1]),
    );
    expect(unordered).toBe(-1);
    if (field === 'titleSort') {
      const plain = values
        .filter((value) => /^[a-z ]+$/i.test(String(value)))
        .map((value) => String(value).toLowerCase());
      const expected = [...plain].sort((a, b) => (a < b ? -1 : 1));
      expect(plain).toEqual(ascending ? expected : expected.reverse());
    }
    expect(rows).toHaveLength(1205);
  });

  it('lists shows, seasons and episodes, artists, albums and tracks by number', async () => {
    for (const [section, type, name] of [
      [2, 2, 'show'],
      [2, 3, 'season'],
      [2, 4, 'episode'],
      [3, 8, 'artist'],
      [3, 9, 'album'],
      [3, 10, 'track'],
    ]) {
      const rows = await client.rows(`/library/sections/${section}/all?type=${type}`);
      expect(rows.length).toBeGreaterThan(2);
      expect(rows.every((row) => row.type === name)).toBe(true);
    }
  });

  it('adds external ids on request and leaves out what is declined', async () => {
    const [plain] = await client.rows('/library/sections/1/all?X-Plex-Container-Size=1');
    expect(plain).not.toHaveProperty('Guid');
    expect(JSON.stringify(plain)).not.toContain('Stream');
    const [row] = await client.rows(
      '/library/sections/1/all?X-Plex-Container-Size=1&includeGuids=1&excludeFields=summary,tagline&excludeElements=Role,Genre',
    );
    expect((row.Guid as Row[]).map(({ id }) => String(id).split(':')[0])).toEqual(['imdb', 'tmdb', 'tvdb']);
    for (const name of ['summary', 'tagline', 'Role', 'Genre']) expect(row).not.toHaveProperty(name);
  });

  it('has short lists of bare tags in listings and whole ones with ids in details', async () => {
    const rows = await client.rows('/library/sections/1/all');
    expect(rows.every((row) => ((row.Role as Row[] | undefined) ?? []).length <= 3)).toBe(true);
    const [detail] = await client.rows(`/library/metadata/${String(rows[0].ratingKey)}`);
    expect((detail.Role as Row[]).length).toBeGreaterThanOrEqual(3);
    expect((detail.Role as Row[])[0]).toEqual({
      id: expect.any(Number),
      filter: expect.any(String),
      tag: expect.any(String),
      role: expect.any(String),
    });
    const [media] = detail.Media as { Part: { Stream: Row[] }[] }[];
    expect(media.Part[0].Stream.map(({ streamType }) => streamType)).toEqual(expect.arrayContaining([1, 2]));
  });

  it('tags audio in many languages and ways, in details only, as the truth says', async () => {
    const truth = await client.truth('type=movie');
    const keys = truth.map(({ ratingKey }) => String(ratingKey));
    const isoOf: Record<string, string> = {
      eng: 'en',
      deu: 'de',
      ger: 'de',
      fra: 'fr',
      fre: 'fr',
      jpn: 'ja',
      spa: 'es',
    };
    Object.assign(isoOf, { nld: 'nl', dut: 'nl', swe: 'sv' });
    const spoken = new Map<string, string[][]>();
    const tracks: Row[] = [];
    for (let i = 0; i < keys.length; i += 100)
      for (const row of await client.rows(`/library/metadata/${keys.slice(i, i + 100).join(',')}`)) {
        const versions = asList(row.Media).map((media) => {
          const streams = asList(asList(media.Part)[0]?.Stream).filter(({ streamType }) => streamType === 2);
          tracks.push(...streams);
          return streams.flatMap(({ languageCode }) => (languageCode ? [isoOf[String(languageCode)]] : []));
        });
        spoken.set(String(row.ratingKey), versions);
      }
    for (const { ratingKey, media } of truth)
      expect([ratingKey, spoken.get(String(ratingKey))]).toEqual([
        ratingKey,
        (media as { audioLanguages: string[] }[]).map(({ audioLanguages }) => audioLanguages),
      ]);
    expect(new Set([...spoken.values()].flat(2)).size).toBe(7);
    const codes = new Set(tracks.map(({ languageCode }) => languageCode));
    for (const code of ['ger', 'deu', undefined]) expect(codes).toContain(code);
    const tags = new Set(tracks.map(({ languageTag }) => languageTag));
    for (const tag of ['de', 'de-DE', undefined]) expect(tags).toContain(tag);
  });

  it('marks HDR in the video stream', async () => {
    const hdr = (await client.truth('type=movie')).find(({ media }) => (media as Row[])[0]?.hdr === 'hdr10');
    const [detail] = await client.rows(`/library/metadata/${String(hdr?.ratingKey)}`);
    expect((detail.Media as { Part: { Stream: Row[] }[] }[])[0].Part[0].Stream[0]).toMatchObject({
      colorTrc: 'smpte2084',
      bitDepth: 10,
    });
  });

  it('caps the total at limit', async () => {
    expect(
      await client.container('/library/sections/1/all?limit=30&X-Plex-Container-Start=20&X-Plex-Container-Size=20'),
    ).toMatchObject({ size: 10, totalSize: 30 });
  });

  it('says the same in XML, as Video, Directory and Track', async () => {
    const movies = (await client.xml('/library/sections/1/all?X-Plex-Container-Start=0&X-Plex-Container-Size=3'))
      .MediaContainer as Record<string, unknown>;
    expect(movies).toMatchObject({ size: '3', totalSize: '1205' });
    const json = await client.rows('/library/sections/1/all?X-Plex-Container-Start=0&X-Plex-Container-Size=3');
    expect(asList(movies.Video).map(({ title, addedAt }) => [title, addedAt])).toEqual(
      json.map(({ title, addedAt }) => [title, String(addedAt)]),
    );
    const shows = (await client.xml('/library/sections/2/all')).MediaContainer as Record<string, unknown>;
    expect(asList(shows.Directory)).toHaveLength(6);
    const tracks = (await client.xml('/library/sections/3/all?type=10&X-Plex-Container-Size=2'))
      .MediaContainer as Record<string, unknown>;
    expect(asList(tracks.Track)).toHaveLength(2);
  });
});

describe('filters', () => {
  let client: Client;
  let truth: Row[];
  beforeAll(async () => {
    client = await startClient({ movies: 300 });
    truth = await client.truth('type=movie');
  });
  afterAll(() => client.emulator.stop());

  const found = async (query: string): Promise<unknown[]> =>
    keysOf(await client.rows(`/library/sections/1/all?${query}`)).sort();
  const expected = (test: (row: Row) => boolean): unknown[] => keysOf(truth.filter(test)).sort();
  const middle = (field: string): number =>
    Number([...truth].sort((a, b) => Number(a[field]) - Number(b[field]))[150][field]);

  it('finds what was updated or added after a time, encoded or not', async () => {
    const mark = middle('updatedAt');
    const wanted = expected(({ updatedAt }) => Number(updatedAt) > mark);
    expect(wanted.length).toBeGreaterThan(100);
    expect(await found(`updatedAt>>=${mark}`)).toEqual(wanted);
    expect(await found(`updatedAt%3E%3E=${mark}`)).toEqual(wanted);
    const added = middle('addedAt');
    expect(await found(`addedAt>>=${added}`)).toEqual(expected(({ addedAt }) => Number(addedAt) > added));
    expect(await found(`addedAt<<=${added}`)).toEqual(expected(({ addedAt }) => Number(addedAt) < added));
  });

  it('compares numbers, with commas for alternatives', async () => {
    const year = middle('year');
    expect(await found(`year=${year},${year + 1}`)).toEqual(
      expected((row) => row.year === year || row.year === year + 1),
    );
    expect(await found(`year!=${year}`)).toEqual(expected((row) => row.year !== year));
    expect(await found(`year>=${year}`)).toEqual(expected((row) => Number(row.year) >= year));
  });

  it('compares titles in its own ways', async () => {
    const title = String(truth[5].title);
    expect(await found(`title==${encodeURIComponent(title)}`)).toEqual(expected((row) => row.title === title));
    expect(await found('title=the')).toEqual(expected((row) => String(row.title).toLowerCase().includes('the')));
    expect(await found('title<=the')).toEqual(expected((row) => String(row.title).toLowerCase().startsWith('the')));
  });

  it('finds by guid and by a list of ids', async () => {
    expect(await found(`guid=${encodeURIComponent(String(truth[7].guid))}`)).toEqual([truth[7].ratingKey]);
    expect(await found(`id=${String(truth[1].ratingKey)},${String(truth[2].ratingKey)},99`)).toEqual(
      keysOf([truth[1], truth[2]]),
    );
  });

  it('knows what the asking account has not seen', async () => {
    const seenBy =
      (account: number) =>
      (row: Row): boolean =>
        String(account) in (row.views as Row);
    expect(await found('unwatched=1')).toEqual(expected((row) => !seenBy(4_242_001)(row)));
    const token = await client.accessToken('ben');
    const ben = keysOf(await client.rows('/library/sections/1/all?unwatched=0', { token })).sort();
    expect(ben).toEqual(expected(seenBy(4_242_002)));
    expect(ben.length).toBeGreaterThan(0);
  });

  it('finds duplicates and trash', async () => {
    expect(await found('duplicate=1')).toEqual(expected(({ media }) => (media as Row[]).length > 1));
    await client.control('POST', 'items/trash', { ratingKey: truth[3].ratingKey });
    expect(await found('trash=1')).toEqual([truth[3].ratingKey]);
  });

  it('filters by tag, number or name', async () => {
    const [genre] = await client.container('/library/sections/1/genre').then(({ Directory = [] }) => Directory);
    const wanted = expected(({ genres }) => (genres as string[]).includes(String(genre.title)));
    expect(await found(`genre=${String(genre.key)}`)).toEqual(wanted);
    expect(wanted.length).toBeGreaterThan(0);
  });

  it('looks at the show when an episode filter is scoped to it', async () => {
    const [show] = await client.rows('/library/sections/2/all');
    const rows = await client.rows(
      `/library/sections/2/all?type=4&show.title==${encodeURIComponent(String(show.title))}`,
    );
    expect(rows).toHaveLength(Number(show.leafCount));
    expect(rows.every(({ grandparentRatingKey }) => grandparentRatingKey === show.ratingKey)).toBe(true);
  });
});
