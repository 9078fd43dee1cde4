import { Module } from '@nestjs/common';
import type { Principal } from '../../common';
import { LibraryModule, MediaItemUpsert, PlayRepository, type SectionRef } from '../../library';
import { LibraryHarness, OWNER_ACCOUNT, type Answer } from '../../library/testing/library-harness';
import { plexItem, plexPart, plexVersion } from '../../library/testing/plex-items';
import { plexPlay } from '../../library/testing/plex-plays';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { RECOMMENDER_PROVIDERS } from '../recommender/recommender.providers';
import { SyncStatus } from '../tools/sync-status';
import { TOOL_PROVIDERS } from '../tools/tools.providers';
import { QuestionController } from './question.controller';
import type { AnswerDto } from './question.dto';
import { QUESTION_PROVIDERS } from './question.providers';

@Module({
  imports: [LibraryModule],
  controllers: [QuestionController],
  providers: [
    ...RECOMMENDER_PROVIDERS,
    ...TOOL_PROVIDERS,
    ...QUESTION_PROVIDERS,
    { provide: SyncStatus, useValue: { servers: () => Promise.resolve([]) } },
  ],
})
class QuestionsAlone {}

const MINUTE = 60_000;
const DAY = 86_400_000;
const GENRES = ['Drama', 'Komödie', 'Science Fiction', 'Horror'];

const film = (i: number) =>
  plexItem(`f${i}`, {
    title: i === 7 ? 'Silver <b>River</b>' : `Film Nr ${i}`,
    year: i % 13 === 0 ? null : 1970 + (i % 55),
    rating: i % 7 === 0 ? null : (i % 19) / 2,
    durationMs: i % 11 === 0 ? null : (60 + (i % 90)) * MINUTE,
    genres: [...new Set([GENRES[i % 4], ...(i % 5 === 0 ? ['Horror'] : [])])],
    directors: [i % 10 === 3 ? 'Guillermo del Toro' : `Director ${i % 6}`],
    actors: [i % 6 === 1 ? 'Tom Hanks' : `Actor ${i % 17}`],
    contentRating: [null, 'PG-13', 'R', 'de/12'][i % 4],
    viewCount: i % 3 === 0 ? 1 : 0,
    lastViewedAt: i % 3 === 0 ? new Date(Date.now() - i * DAY) : null,
    addedAt: new Date(Date.now() - i * DAY),
    versions: [
      plexVersion({
        resolution: ['4k', '1080', '720', '1080', 'sd'][i % 5],
        parts: [plexPart({ file: `/films/${i}`, sizeBytes: 1000 + i })],
      }),
    ],
  });

/** Titles whose words ask for something. */
const TITLES = [
  'Horror Story of a Family',
  '1917',
  'The Longest Yard',
  'Drama Queen',
  'Old',
  'Top Gun',
  'It',
  'Before 2012',
  'No Country for Old Men',
];
/** Films that Ben may see: those of `film`, those with titles, and 'Horror'. */
const FILMS = 160 + TITLES.length + 1;

describe('questions about the library', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let ben: Principal;
  let films: SectionRef;

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url, {}, [QuestionsAlone]);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    ben = await library.addUser('777', 'user');
    const server = await library.addServer();
    films = await library.addSection(server, '1', 'movie');
    const shows = await library.addSection(server, '2', 'show');
    const hidden = await library.addSection(server, '3', 'movie');
    const upsert = library.get(MediaItemUpsert);
    await upsert.writePage(
      films,
      Array.from({ length: 160 }, (_, i) => film(i)),
    );
    await upsert.writePage(shows, [plexItem('s1', { type: 'show', title: 'The Wire', genres: ['Drama'], year: 2002 })]);
    await upsert.writePage(
      shows,
      Array.from({ length: 5 }, (_, i) =>
        plexItem(`e${i}`, { type: 'episode', title: `Episode ${i}`, grandparentRatingKey: 's1', year: 2002 }),
      ),
    );
    await upsert.writePage(
      films,
      [...TITLES, 'Horror'].map((title, i) =>
        plexItem(`t${i}`, { title, genres: ['Mystery'], year: 1900, rating: 0.5, durationMs: null }),
      ),
    );
    await upsert.writePage(hidden, [
      plexItem('h1', { title: 'Hidden Film', genres: ['Polka'], actors: ['Nobody Known'], contentRating: 'X' }),
    ]);
    await library.share(ben, server, ['1']);
    await library.database.run('UPDATE library_sections SET last_synced_at = now()');
    await library
      .get(PlayRepository)
      .writePage({ id: server, ownerAccountId: OWNER_ACCOUNT }, [
        plexPlay('b1', { accountId: '777', ratingKey: 'f5', viewedAt: new Date(Date.now() - DAY) }),
        plexPlay('b2', { accountId: '777', ratingKey: 'f9', viewedAt: new Date(Date.now() - 2 * DAY) }),
      ]);
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  const post = (who: Principal, body: unknown): Promise<Answer> =>
    library.ask(who, '../ai/questions', { method: 'POST', body: JSON.stringify(body) });
  const ask = async (text: string, who = admin, more: object = {}): Promise<AnswerDto> => {
    const { status, body } = await post(who, { text, ...more });
    expect(status).toBe(200);
    return body as AnswerDto;
  };
  const walk = async (text: string, who = admin): Promise<{ ids: string[]; count: number }> => {
    const ids: string[] = [];
    let count = 0;
    let cursor: string | null = null;
    do {
      const answer: AnswerDto = await ask(text, who, { limit: 20, ...(cursor ? { cursor } : {}) });
      ids.push(...answer.items.map(({ id }) => id));
      ({ count, nextCursor: cursor } = answer);
    } while (cursor);
    return { ids, count };
  };
  const idsWhere = async (condition: string) =>
    (
      await library.database.rows<{ id: string }>(
        `SELECT i.id FROM media_items i JOIN library_sections s ON s.id = i.section_id
         WHERE i.deleted_at IS NULL AND i.available AND i.type IN ('movie', 'show') AND (${condition})`,
      )
    ).map(({ id }) => id);

  const monday = `date_trunc('week', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`;

  it.each([
    ['movies', `i.type = 'movie'`],
    ['movies under 90 minutes', `i.type = 'movie' AND i.duration_ms < 90 * 60000`],
    ['Filme, höchstens 90 Minuten lang', `i.type = 'movie' AND i.duration_ms <= 90 * 60000`],
    ['longer than two hours', 'i.duration_ms > 120 * 60000'],
    ['comedies from the 90s', `i.genres @> '{Komödie}' AND i.year BETWEEN 1990 AND 1999`],
    ['horror sci-fi', `i.genres @> '{Horror,Science Fiction}'`],
    ['horror dramas', `i.genres @> '{Horror,Drama}'`],
    ['before 1980', 'i.year < 1980'],
    ['Filme seit 2010', `i.type = 'movie' AND i.year >= 2010`],
    ['rated over 7', 'i.rating > 7'],
    ['rated 7 or better', 'i.rating >= 7'],
    ['unwatched movies in 4k', `i.type = 'movie' AND i.view_count = 0 AND i.resolution = '4k'`],
    ['movies that I have seen', `i.type = 'movie' AND i.view_count > 0`],
    ['PG-13 films', `i.type = 'movie' AND i.content_rating = 'PG-13'`],
    ['FSK 12', `i.content_rating = 'de/12'`],
    ['added this week', `i.added_at >= ${monday}`],
    [
      'in den letzten 20 Tagen hinzugefügt',
      `i.added_at >= date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - interval '20 days'`,
    ],
    ['films with Tom Hanks', `i.actors @> '{Tom Hanks}'`],
    ['tom hanks', `i.actors @> '{Tom Hanks}'`],
    ['Filme von del Toro in 1080p', `i.directors @> '{Guillermo del Toro}' AND i.resolution = '1080'`],
    [
      'Ungesehene Komödien zwischen 1975 und 2005 unter zwei Stunden mit mindestens 3 Sternen',
      `i.view_count = 0 AND i.genres @> '{Komödie}' AND i.year BETWEEN 1975 AND 2005 AND i.duration_ms < 120 * 60000 AND i.rating >= 3`,
    ],
  ])('“%s”: every card is one that SQL finds, all of them, and so many', async (text, condition) => {
    const wanted = await idsWhere(condition);
    const { ids, count } = await walk(text);
    expect(ids.sort()).toEqual(wanted.sort());
    expect(count).toBe(wanted.length);
    expect(count).toBeGreaterThan(0);
  });

  it.each([
    ['How many movies do I have?', `i.type = 'movie'`],
    ['Wie viele Horrorfilme habe ich noch nicht gesehen?', `i.genres @> '{Horror}' AND i.view_count = 0`],
  ])('“%s” is answered with what SQL counts', async (text, condition) => {
    const { kind, count } = await ask(text);
    expect([kind, count]).toEqual(['count', (await idsWhere(condition)).length]);
  });

  it('list what they count: nothing that is in the trash', async () => {
    const away = `UPDATE media_items SET available = $1 WHERE rating_key IN ('f2', 'f3', 'f4')`;
    await library.database.run(away, [false]);
    try {
      const { ids, count } = await walk('movies from after 1900');
      expect([ids.length, new Set(ids)]).toEqual([
        count,
        new Set(await idsWhere(`i.type = 'movie' AND i.year > 1900`)),
      ]);
    } finally {
      await library.database.run(away, [true]);
    }
  });

  it('count episodes, which are no titles of the first row', async () => {
    expect((await ask('how many episodes are there?')).count).toBe(5);
  });

  it('keep the order that is asked for', async () => {
    const { items, understood, nextCursor } = await ask('the 5 longest movies');
    const rows = await library.database.rows<{ id: string }>(
      `SELECT id FROM media_items WHERE type = 'movie' AND duration_ms IS NOT NULL ORDER BY duration_ms DESC, id DESC LIMIT 5`,
    );
    expect(items.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect([understood.map(({ field }) => field), nextCursor]).toEqual([['sort', 'type'], null]);
  });

  it('say how they were understood, and the same list as a query of the library', async () => {
    const answer = await ask('Unwatched comedies from the 90s with French subtitles');
    expect(answer).toMatchObject({
      kind: 'items',
      understood: [
        { field: 'watched', value: false, label: 'Not watched', text: 'Unwatched' },
        { field: 'genre', value: 'Komödie', label: 'Komödie', text: 'comedies' },
        { field: 'years', value: '1990-1999', label: '1990 to 1999', text: 'from the 90s' },
      ],
      ignored: ['with French subtitles'],
      figures: [],
      asOf: expect.stringMatching(/Z$/),
    });
    const { body } = await library.ask(admin, `items/count?${answer.libraryQuery}`);
    expect(body.count).toBe(answer.count);
  });

  it.each([...TITLES, 'drama queen', 'Do I have Top Gun?', 'Habe ich 1917?'])(
    '“%s” finds the title of that name',
    async (text) => {
      const { items, understood, ignored } = await ask(text);
      expect(text.toLowerCase()).toContain(items[0].title.toLowerCase());
      expect([understood.map(({ field }) => field), ignored]).toEqual([['q'], []]);
    },
  );

  it('of a genre ask for the genre, also where a title has its name', async () => {
    expect((await ask('horror')).understood).toMatchObject([{ field: 'genre', value: 'Horror' }]);
  });

  it('find titles like another one, of those that the filters hold for', async () => {
    const [{ id }] = await library.database.rows<{ id: string }>(`SELECT id FROM media_items WHERE rating_key = 'f7'`);
    const answer = await ask('movies like Silver River from the 90s');
    expect(answer.understood).toContainEqual({
      field: 'like',
      value: id,
      label: 'Like Silver <b>River</b>',
      text: 'like Silver River',
    });
    expect(answer.items.length).toBeGreaterThan(0);
    for (const { year } of answer.items) expect(Math.floor(year! / 10)).toBe(199);
    expect(await ask('something like Zzyzx Qwrt')).toMatchObject({
      count: 0,
      items: [],
      caveat: expect.stringMatching(/no title like/),
    });
  });

  it('pick what was not watched, of those that the filters hold for', async () => {
    const { items } = await ask('Was soll ich heute schauen? Eine Komödie unter 100 Minuten');
    expect(items.length).toBeGreaterThan(3);
    const wanted = await idsWhere(`i.genres @> '{Komödie}' AND i.duration_ms < 100 * 60000 AND i.view_count = 0`);
    for (const { id } of items) expect(wanted).toContain(id);
  });

  const codes = ({ caveats }: AnswerDto) => caveats.map(({ code }) => code);

  it('count what the caller watched in a time as SQL does', async () => {
    for (const [text, from, to] of [
      ['how many films did I watch this year?', `date_trunc('year', now())`, `'infinity'`],
      [
        'Wie viele Filme habe ich gestern gesehen?',
        `date_trunc('day', now()) - interval '1 day'`,
        `date_trunc('day', now())`,
      ],
      ['Which comedies did I watch in the last 2 days?', `date_trunc('day', now()) - interval '1 day'`, `'infinity'`],
    ] as const) {
      const answer = await ask(text, ben);
      const rows = await library.database.rows<{ id: string }>(
        `SELECT DISTINCT i.id FROM plays p JOIN media_items i ON i.id = p.item_id JOIN library_sections s ON s.id = i.section_id
         WHERE p.plex_account_id = '777' AND p.completion >= 90 AND s.key = '1' AND i.type = 'movie'
           AND ($1 = '' OR $1 = ANY (i.genres)) AND p.viewed_at >= ${from} AND p.viewed_at < ${to}`,
        [text.includes('comedies') ? 'Komödie' : ''],
      );
      expect(answer.items.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
      expect([answer.count, answer.libraryQuery]).toEqual([rows.length, null]);
      expect(answer.understood.map(({ field }) => field)).toContain('viewed');
    }
  });

  it('say what of that the history cannot tell', async () => {
    expect(codes(await ask('which films did I watch yesterday?', ben))).toEqual(['views-may-be-missing']);
    await library.database.run('UPDATE plays SET completion = 20 WHERE plex_account_id = $1', ['777']);
    const none = await ask('which films did I watch yesterday?', ben);
    expect([none.count, codes(none)]).toEqual([0, ['nothing-watched-then', 'views-may-be-missing']]);
    await library.database.run('UPDATE plays SET completion = 100 WHERE plex_account_id = $1', ['777']);
    expect((await ask('which films did I watch yesterday?', admin)).count).toBe(0);
  });

  it('go on where a page of what was watched ended', async () => {
    const first = await ask('films I watched in the last 5 days', ben, { limit: 1 });
    const second = await ask('films I watched in the last 5 days', ben, { limit: 1, cursor: first.nextCursor });
    expect([first.count, first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, 1, null]);
    const other = await ask('films', ben, { limit: 1 });
    const text = 'films I watched in the last 5 days';
    expect((await post(ben, { text, cursor: other.nextCursor })).status).toBe(400);
    expect((await post(ben, { text, cursor: null })).status).toBe(400);
    expect((await post(ben, { text, limit: null })).status).toBe(400);
    expect(first.items[0].title).toBe('Film Nr 5');
    expect(second.items[0].title).toBe('Film Nr 9');
  });

  it('say of which days statistics are where others were asked for', async () => {
    const rough = await ask('How much did I watch this year?', ben);
    expect(rough.caveats.find(({ code }) => code === 'period-as-days')?.values).toEqual({ days: 365 });
    expect(rough.caveat).toMatch(/last 365 days/);
    expect(codes(await ask('How much did I watch in the last 7 days?', ben))).toEqual([]);
  });

  it('tell of the caller’s own statistics', async () => {
    const { kind, count, figures, understood } = await ask('How much did I watch this month?', ben);
    expect([kind, count]).toEqual(['stats', 2]);
    expect(figures).toContainEqual({
      ...{ key: 'plays', label: 'Views', value: 2, unit: 'plays' },
      said: [{ code: 'views', text: 'Views', values: {} }],
    });
    expect(understood.map(({ value }) => value)).toEqual(['stats', '30d']);
    expect((await ask('my stats', admin)).caveat).toMatch(/No views of yours/);
  });

  it('look for words that name nobody among titles', async () => {
    const { understood } = await ask('films with dinosaurs');
    expect(understood).toContainEqual({ field: 'q', value: 'dinosaurs', label: '“dinosaurs”', text: 'with dinosaurs' });
  });

  it('never tell of what is not shared: neither titles nor genres, people or ratings', async () => {
    for (const text of [
      'polka',
      'hidden film',
      'films with Nobody Known',
      'rated X',
      'like Hidden Film',
      'how many movies',
      'Serien',
    ]) {
      const answer = await ask(text, ben, { limit: 100 });
      expect([text, JSON.stringify(answer.items).includes('Hidden')]).toEqual([text, false]);
      expect(answer.understood.map(({ field }) => field)).not.toContain('contentRating');
      expect(answer.understood.map(({ field }) => field)).not.toContain('genre');
    }
    expect((await ask('how many movies', ben)).count).toBe(FILMS);
    expect((await ask('how many movies', admin)).count).toBe(FILMS + 1);
    expect((await ask('how many shows', ben)).count).toBe(0);
  });

  it('say that views are unknown, instead of calling all unwatched', async () => {
    expect(await ask('unwatched movies', ben)).toMatchObject({
      count: 0,
      caveat: expect.stringMatching(/not known what you watched/),
    });
  });

  it('about nothing are answered with all titles, and say so', async () => {
    expect(await ask('?!')).toMatchObject({
      count: FILMS + 2,
      understood: [],
      caveat: expect.stringMatching(/Nothing of the question/),
    });
  });

  it('go on where a page ended, with the same question only', async () => {
    const first = await ask('added in the last 100 days', admin, { limit: 10 });
    const second = await ask('added in the last 100 days', admin, { limit: 10, cursor: first.nextCursor });
    expect(second.items).toHaveLength(10);
    expect(first.items.map(({ id }) => id)).not.toContain(second.items[0].id);
    const { status, body } = await post(admin, { text: 'added in the last 10 days', cursor: first.nextCursor });
    expect([status, body.code]).toEqual([400, 'cursor-invalid']);
    const forged = Buffer.from(JSON.stringify(['question', 'never', 'x'])).toString('base64url');
    expect((await post(admin, { text: 'movies', cursor: forged })).status).toBe(400);
  });

  it.each([
    [{}, 'text'],
    [{ text: '' }, 'text'],
    [{ text: ' \n' }, 'text'],
    [{ text: 'x'.repeat(2001) }, 'text'],
    [{ text: 5 }, 'text'],
    [{ text: 'a\u0000b' }, 'text'],
    [{ text: 'movies', limit: 101 }, 'limit'],
    [{ text: 'movies', limit: '5' }, 'limit'],
    [{ text: 'movies', userId: 1 }, 'userId'],
  ])('%j are refused, naming the field', async (question, field) => {
    const { status, body } = await post(admin, question);
    expect([status, body.errors?.[0].field]).toEqual([400, field]);
  });

  it.each([
    `'; DROP TABLE media_items; --`,
    '<script>alert(1)</script>',
    '%_\\',
    '\u202e\u0000'.slice(0, 1) + 'films',
    '😀'.repeat(1000),
    'a'.repeat(2000),
    'movies '.repeat(280),
    '9'.repeat(2000),
  ])('however odd, are answered: %s', async (text) => {
    expect((await post(admin, { text })).status).toBe(200);
  });
});
