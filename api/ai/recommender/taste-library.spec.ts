import { Module } from '@nestjs/common';
import type { Principal } from '../../common';
import { LibraryModule, MediaItemUpsert } from '../../library';
import { LibraryHarness, OWNER_ACCOUNT } from '../../library/testing/library-harness';
import { plexItem } from '../../library/testing/plex-items';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { RecommendationController } from './recommendation.controller';
import { RECOMMENDER_PROVIDERS } from './recommender.providers';
import { TasteLibrary, type Tastes } from './taste-library';
import { TitlesQuery } from './titles.query';

@Module({ imports: [LibraryModule], controllers: [RecommendationController], providers: RECOMMENDER_PROVIDERS })
class RecommenderAlone {}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('what picks are made of', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let section: { id: string; serverId: string };
  let startedAt: number;
  let looks: jest.SpyInstance<Promise<boolean>>;

  beforeEach(async () => {
    test = await createTestDatabase();
    // Sockets and turns of the event loop go on as they are.
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance'] });
    startedAt = Date.now();
    library = await LibraryHarness.start(test.url, {}, [RecommenderAlone]);
    looks = jest.spyOn(library.get(TitlesQuery), 'isSettled');
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    section = await library.addSection(await library.addServer(), '1', 'movie');
  });

  afterEach(async () => {
    jest.useRealTimers();
    await library.stop();
    await test.drop();
  });

  const write = (key: string) => library.get(MediaItemUpsert).writePage(section, [plexItem(key)]);
  /** The timers are held: the database passes the time. */
  const until = async (holds: () => boolean) => {
    while (!holds()) await test.database.run('SELECT pg_sleep(0.01)');
  };
  const readAt = () =>
    (Reflect.get(library.get(TasteLibrary), 'held') as { tastes: Tastes } | null)?.tastes.asOf.getTime();
  /** Until what was read at that age is held, without asking for it. */
  const readAfter = (age: number) => until(() => readAt() === startedAt + age);
  /** Until the libraries were looked at, and found to be in motion or not. */
  const looked = async () => {
    await until(() => looks.mock.results.length > 0);
    await Promise.all(looks.mock.results.map(({ value }) => value as Promise<boolean>));
  };
  const ask = async () => {
    const { body } = await library.ask(admin, '../ai/recommendations');
    return { titles: body.items.length, age: Date.parse(body.basis.asOf) - startedAt };
  };

  const end = () => test.database.run('UPDATE library_sections SET last_synced_at = now()');

  it('is read soon after the start, before anybody asks', async () => {
    await write('1');
    await end();
    jest.advanceTimersByTime(10 * SECOND);
    await readAfter(10 * SECOND);
    jest.advanceTimersByTime(5 * SECOND);
    expect(await ask()).toEqual({ titles: 1, age: 10 * SECOND });
  });

  it.each([
    ['before a library was read to its end', () => Promise.resolve()],
    [
      'while a library is being read',
      async () => {
        await end();
        await test.database.run(
          `INSERT INTO sync_runs (server_id, mode, trigger, state) VALUES ('${section.serverId}', 'full', 'manual', 'running')`,
        );
      },
    ],
  ])('is not read %s, but within minutes of that', async (_, begin) => {
    await write('1');
    await begin();
    const reads = jest.spyOn(library.get(TitlesQuery), 'state');
    jest.advanceTimersByTime(10 * SECOND);
    await looked();
    expect(reads).not.toHaveBeenCalled();
    await test.database.run('DELETE FROM sync_runs');
    await end();
    jest.advanceTimersByTime(5 * MINUTE - 10 * SECOND);
    await readAfter(5 * MINUTE);
    expect(await ask()).toEqual({ titles: 1, age: 5 * MINUTE });
  });

  it('is not held while there is nothing: the first list after the first sync has what came', async () => {
    expect(await ask()).toMatchObject({ titles: 0 });
    await write('1');
    expect(await ask()).toMatchObject({ titles: 1 });
  });

  it('follows the libraries within minutes, though nobody asks', async () => {
    await write('1');
    await ask();
    await write('2');
    await end();
    jest.advanceTimersByTime(5 * MINUTE);
    await readAfter(5 * MINUTE);
    expect(await ask()).toEqual({ titles: 2, age: 5 * MINUTE });
  });

  it('is given back where nobody asks for half a day, and read anew by the next', async () => {
    await write('1');
    await ask();
    for (let i = 0; i < 150; i++) jest.advanceTimersByTime(5 * MINUTE);
    await looked();
    await write('2');
    expect(await ask()).toEqual({ titles: 2, age: 750 * MINUTE });
  });
});
