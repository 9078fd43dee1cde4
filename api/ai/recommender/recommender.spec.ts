import { Module } from '@nestjs/common';
import type { Principal } from '../../common';
import { LibraryModule, MediaItemUpsert, PlayRepository, UserViews } from '../../library';
import { LibraryHarness, OWNER_ACCOUNT, type Answer } from '../../library/testing/library-harness';
import { plexItem } from '../../library/testing/plex-items';
import { plexPlay } from '../../library/testing/plex-plays';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { RecommendationController } from './recommendation.controller';
import type { RecommendationDto } from './recommendation.dto';
import { RECOMMENDER_PROVIDERS } from './recommender.providers';

@Module({ imports: [LibraryModule], controllers: [RecommendationController], providers: RECOMMENDER_PROVIDERS })
class RecommenderAlone {}

const GENRES = ['Drama', 'Comedy', 'Horror', 'Western'];

/** Film `i` is of genre `i % 4`, and by one of ten directors, who keep to their genres. Two are of one collection. */
const films = Array.from({ length: 80 }, (_, i) =>
  plexItem(`${i + 1}`, {
    title: `Film ${i + 1}`,
    genres: [GENRES[i % 4]],
    directors: [`Director ${(i % 4) + 4 * (Math.floor(i / 4) % 3)}`],
    rating: 5 + (i % 5),
    collections: ['10', '50'].includes(`${i + 1}`) ? ['The Red Saga'] : [],
  }),
);

describe('recommendations', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let server: { id: string; ownerAccountId: string };
  let admin: Principal;
  let ben: Principal;
  let section: { id: string; serverId: string };
  let nextPlay = 0;

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url, {}, [RecommenderAlone]);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    ben = await library.addUser('777', 'user');
    const id = await library.addServer();
    server = { id, ownerAccountId: OWNER_ACCOUNT };
    section = await library.addSection(id, '1', 'movie');
    await library.get(MediaItemUpsert).writePage(section, films);
    await library
      .get(MediaItemUpsert)
      .writePage(await library.addSection(id, '2', 'movie'), [
        plexItem('900', { title: 'Secret', genres: ['Western'], directors: ['Director 3'], rating: 10 }),
      ]);
    await library.share(ben, id, ['1']);
    for (const key of ['4', '16', '28']) await watch('777', key);
    await watch('777', '4');
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  const watch = (accountId: string, ratingKey: string) =>
    library.get(PlayRepository).writePage(server, [
      plexPlay(`p${nextPlay++}`, {
        accountId,
        ratingKey,
        viewedAt: new Date(Date.now() - 86_400_000 * (nextPlay + 1)),
      }),
    ]);
  const ask = (who: Principal, path: string, init?: RequestInit): Promise<Answer> =>
    library.ask(who, `../ai/recommendations${path}`, init);
  const picks = async (who: Principal, path = ''): Promise<RecommendationDto[]> => {
    const { status, body } = await ask(who, path);
    expect(status).toBe(200);
    return body.items;
  };

  it('are of what somebody likes, and say what of theirs it has in common', async () => {
    const { body } = await ask(ben, '?limit=10');
    expect(body.basis).toMatchObject({ plays: 4, asOf: expect.stringMatching(/Z$/) });
    const [first] = body.items as RecommendationDto[];
    expect(first.reasons[0]).toMatchObject({
      kind: 'director',
      subject: 'Director 3',
      text: expect.stringMatching(/^Directed by Director 3, like Film \d+, which you finished/),
    });
    const details = await Promise.all(
      (body.items as RecommendationDto[]).slice(0, 5).map(({ item }) => library.ask(ben, `items/${item.id}`)),
    );
    expect(details.map((answer) => answer.body.genres)).toEqual(Array(5).fill(['Western']));
  });

  it('never are of what was watched, or of a library that is not shared', async () => {
    const titles = (await picks(ben, '?limit=100')).map(({ item }) => item.title);
    expect(titles).toHaveLength(77);
    for (const title of ['Film 4', 'Film 16', 'Film 28', 'Secret']) expect(titles).not.toContain(title);
    expect((await picks(admin, '?limit=100')).map(({ item }) => item.title)).toContain('Secret');
  });

  it('keep to the type and genre that are asked for', async () => {
    const comedies = await picks(ben, '?genre=Comedy&type=movie&limit=100');
    expect(comedies).toHaveLength(20);
    expect(await picks(ben, '?type=show')).toEqual([]);
    expect(await picks(ben, '?genre=Polka')).toEqual([]);
  });

  it('are the same for the same seed, and others for another', async () => {
    const order = async (seed: number) => (await picks(ben, `?seed=${seed}`)).map(({ item }) => item.id);
    expect(await order(7)).toEqual(await order(7));
    expect(await order(7)).not.toEqual(await order(8));
  });

  it('of somebody without a history rest on facts about the titles, and say so', async () => {
    const { body } = await ask(admin, '?limit=5&seed=0');
    expect(body.basis.plays).toBe(0);
    const kinds = (body.items as RecommendationDto[]).flatMap(({ reasons }) => reasons.map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(['rated']));
  });

  it('learn from what somebody says about them, and forget it again', async () => {
    const [{ item }] = await picks(ben, '?seed=1');
    const put = (verdict: unknown, id = item.id) =>
      ask(ben, `/verdicts/${id}`, { method: 'PUT', body: JSON.stringify({ verdict }) });
    expect((await put('not-interested')).status).toBe(204);
    expect((await picks(ben, '?seed=1&limit=100')).map((pick) => pick.item.id)).not.toContain(item.id);
    expect((await picks(admin, '?seed=1&limit=100')).map((pick) => pick.item.id)).toContain(item.id);
    expect((await ask(ben, `/verdicts/${item.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await picks(ben, '?seed=1'))[0].item.id).toBe(item.id);
    expect(await put('meh')).toMatchObject({ status: 400, body: { errors: [{ field: 'verdict' }] } });
    const [hidden] = (await picks(admin, '?limit=100')).filter((pick) => pick.item.title === 'Secret');
    expect((await put('more-like-this', hidden.item.id)).status).toBe(404);
    expect((await put('more-like-this', '12x')).status).toBe(404);
  });

  it('name titles like another one, of what the caller may see', async () => {
    const [{ item }] = await picks(ben, '?genre=Comedy');
    const { body } = await ask(ben, `/similar/${item.id}?limit=5`);
    expect(body.items).toHaveLength(5);
    const genres = await Promise.all(
      body.items.map(async ({ id }: { id: string }) => (await library.ask(ben, `items/${id}`)).body.genres),
    );
    expect(genres).toEqual(Array(5).fill(['Comedy']));
    const [secret] = (await picks(admin, '?limit=100')).filter((pick) => pick.item.title === 'Secret');
    expect((await ask(ben, `/similar/${secret.item.id}`)).status).toBe(404);
    expect((await ask(ben, `/similar/${item.id}?limit=0`)).body.errors[0].field).toBe('limit');
  });

  it('tell of people with a similar taste only where there are three of them', async () => {
    const crowd = ['801', '802', '803'];
    for (const account of crowd) for (const key of ['4', '16', '41']) await watch(account, key);
    await test.database.run(`UPDATE library_sections SET last_synced_at = now()`);
    const restarted = await LibraryHarness.start(test.url, {}, [RecommenderAlone]);
    const { body } = await restarted.ask(ben, '../ai/recommendations?limit=5&seed=0');
    await restarted.stop();
    const told = (body.items as RecommendationDto[]).find(({ item }) => item.title === 'Film 41');
    expect(told?.reasons).toContainEqual(expect.objectContaining({ kind: 'similarTaste', count: 3 }));
    // The library that is held knows nothing of them: what it reads anew must not either.
    await test.database.run('DELETE FROM plays WHERE plex_account_id = ANY ($1::bigint[])', [crowd]);
    await test.database.run('UPDATE library_sections SET last_synced_at = NULL');
  });

  it('hold what is of the same collection before what only shares the genre, and say so', async () => {
    const cleo = await library.addUser('778', 'user');
    await library.share(cleo, section.serverId, ['1']);
    await watch('778', '10');
    const list = await picks(cleo, '?seed=0&limit=100');
    const place = list.findIndex(({ item }) => item.title === 'Film 50');
    const sameGenre = films.filter(
      ({ genres, directors, ratingKey }) =>
        genres[0] === 'Comedy' && directors[0] !== 'Director 9' && ratingKey !== '50',
    );
    const others = sameGenre.map(({ title }) => list.findIndex(({ item }) => item.title === title));
    expect(place).toBeLessThan(Math.min(...others));
    expect(list[place].reasons[0]).toMatchObject({
      kind: 'collection',
      subject: 'The Red Saga',
      title: 'Film 10',
      text: 'From the same collection as Film 10 (The Red Saga), which you finished',
    });
  });

  describe('for somebody who rates', () => {
    let dora: Principal;
    const rate = (ratings: Record<string, number>) =>
      library
        .get(UserViews)
        .replace(
          '779',
          section,
          new Map([['movie', Object.entries(ratings).map(([key, userRating]) => plexItem(key, { userRating }))]]),
        );
    const places = async (director: string) => {
      const list = await picks(dora, '?seed=0&limit=100');
      const keys = films.filter(({ directors }) => directors[0] === director).map(({ ratingKey }) => ratingKey);
      return list.flatMap(({ item }, place) => (keys.includes(item.ratingKey) ? place : []));
    };

    beforeAll(async () => {
      dora = await library.addUser('779', 'user');
      await library.share(dora, section.serverId, ['1']);
    });

    it('are more of what they rated high, say so, and less of what they rated low', async () => {
      await rate({ '2': 10, '3': 1, '4': 5 });
      const [high, low, neutral] = [await places('Director 1'), await places('Director 2'), await places('Director 3')];
      expect(Math.max(...high)).toBeLessThan(Math.min(...neutral));
      expect(Math.max(...neutral)).toBeLessThan(Math.min(...low));
      const [{ reasons }] = await picks(dora, '?seed=0');
      expect(reasons[0]).toMatchObject({
        kind: 'director',
        title: 'Film 2',
        userRating: 10,
        text: 'Directed by Director 1, like Film 2, which you rated 10 of 10',
      });
    });

    it('forget a rating that was taken back', async () => {
      await rate({ '2': 8.5 });
      expect(JSON.stringify(await picks(dora))).toContain('which you rated 8.5 of 10');
      await rate({});
      expect(JSON.stringify(await picks(dora))).not.toMatch(/you rated|userRating/);
    });

    it('never are of what others rated, nor tell of it', async () => {
      const seen = async (who: Principal) => JSON.stringify(await picks(who, '?seed=3&limit=100'));
      const before = { ben: await seen(ben), admin: await seen(admin) };
      await rate({ '5': 10, '6': 1, '7': 9 });
      expect(await seen(ben)).toBe(before.ben);
      expect(await seen(admin)).toBe(before.admin);
      const rated = films.map((film, i) => ({ ...film, userRating: (i % 10) + 1 }));
      await library.get(MediaItemUpsert).writePage(section, rated);
      expect(await seen(ben)).toBe(before.ben);
      const dorasOwn = await seen(dora);
      for (const other of [2, 3, 4, 6, 8]) expect(dorasOwn).not.toContain(`you rated ${other} of`);
      expect(await picks(admin, '?limit=100')).toEqual([
        expect.objectContaining({ item: expect.objectContaining({ title: 'Secret' }) }),
      ]);
      await library.get(MediaItemUpsert).writePage(section, films);
    });
  });

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=1e1', 'limit'],
    ['?type=episode', 'type'],
    ['?genre=', 'genre'],
    ['?seed=-1', 'seed'],
    ['?userId=1', 'userId'],
  ])('refuse %s and name the field', async (query, field) => {
    const { status, body } = await ask(ben, query);
    expect(status).toBe(400);
    expect(body.errors).toContainEqual(expect.objectContaining({ field }));
  });
});
