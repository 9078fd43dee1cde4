import { Module } from '@nestjs/common';
import type { Principal } from '../../common';
import { LibraryModule, MediaItemUpsert, PlayRepository } from '../../library';
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

/** Film `i` is of genre `i % 4`, and by one of ten directors, who keep to their genres. */
const films = Array.from({ length: 80 }, (_, i) =>
  plexItem(`${i + 1}`, {
    title: `Film ${i + 1}`,
    genres: [GENRES[i % 4]],
    directors: [`Director ${(i % 4) + 4 * (Math.floor(i / 4) % 3)}`],
    rating: 5 + (i % 5),
  }),
);

describe('recommendations', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let server: { id: string; ownerAccountId: string };
  let admin: Principal;
  let ben: Principal;
  let nextPlay = 0;

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url, {}, [RecommenderAlone]);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    ben = await library.addUser('777', 'user');
    const id = await library.addServer();
    server = { id, ownerAccountId: OWNER_ACCOUNT };
    await library.get(MediaItemUpsert).writePage(await library.addSection(id, '1', 'movie'), films);
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
