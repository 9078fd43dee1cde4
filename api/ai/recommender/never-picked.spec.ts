import { Module } from '@nestjs/common';
import type { Principal } from '../../common';
import {
  LibraryModule,
  MediaItemTombstone,
  MediaItemUpsert,
  PlayRepository,
  UserViews,
  VisibleSections,
} from '../../library';
import { LibraryHarness, OWNER_ACCOUNT } from '../../library/testing/library-harness';
import { plexItem } from '../../library/testing/plex-items';
import { plexPlay } from '../../library/testing/plex-plays';
import type { PlexItem } from '../../plex';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { RecommendationController } from './recommendation.controller';
import type { RecommendationDto } from './recommendation.dto';
import { RECOMMENDER_PROVIDERS } from './recommender.providers';

@Module({ imports: [LibraryModule], controllers: [RecommendationController], providers: RECOMMENDER_PROVIDERS })
class RecommenderAlone {}

const BEN = '777';
const OTHER_OWNER = '601';

interface Section {
  id: string;
  serverId: string;
}
interface Told {
  ratingKey: string;
  title: string;
}
interface Places {
  /** Of a server of the administrator, shared with Ben. */
  here: Section;
  /** Of a server that is somebody else's, shared with Ben. */
  there: Section;
  secret: Section;
  off: Section;
}

/** What was done about a title that is nameless but for its row of the table below. */
interface World extends Places {
  put(section: Section, title: string, item?: Partial<PlexItem>): Promise<Told>;
  watch(told: Told, completion?: number): Promise<void>;
  see(...told: Partial<PlexItem>[]): Promise<void>;
  remove(told: Told): Promise<void>;
  refuse(told: Told): Promise<void>;
}

const seen = { viewCount: 1, lastViewedAt: new Date('2026-01-05T00:00:00Z') };
const trashed = { available: false };

/** Title, who may find it among their picks, how it came to be as it is. */
const MATRIX: [
  title: string,
  picked: { ben: boolean; admin: boolean },
  make: (w: World, title: string) => Promise<unknown>,
][] = [
  ['free for all', { ben: true, admin: true }, (w, title) => w.put(w.here, title)],
  ['watched by Ben', { ben: false, admin: true }, async (w, title) => w.watch(await w.put(w.here, title))],
  ['begun by Ben', { ben: false, admin: true }, async (w, title) => w.watch(await w.put(w.here, title), 40)],
  [
    'watched, and there as a copy',
    { ben: false, admin: true },
    async (w, title) => {
      await w.watch(await w.put(w.here, title));
      await w.put(w.there, title);
    },
  ],
  [
    'watched, now in the trash, and there as a copy',
    { ben: false, admin: true },
    async (w, title) => {
      await w.watch(await w.put(w.here, title));
      await w.put(w.here, title, trashed);
      await w.put(w.there, title);
    },
  ],
  [
    'watched, now gone, and there as a copy',
    { ben: false, admin: true },
    async (w, title) => {
      const told = await w.put(w.here, title);
      await w.watch(told);
      await w.put(w.there, title);
      await w.remove(told);
    },
  ],
  [
    'watched, now gone, and there by its external id',
    { ben: false, admin: true },
    async (w, title) => {
      const externalIds = { imdb: 'tt7000001', tmdb: null, tvdb: null };
      const told = await w.put(w.here, title, { externalIds });
      await w.watch(told);
      await w.put(w.there, title, { externalIds, guid: 'com.plexapp.agents.imdb://tt7000001?lang=en' });
      await w.remove(told);
    },
  ],
  [
    'watched, and the same as a copy by way of a third',
    { ben: false, admin: true },
    async (w, title) => {
      const externalIds = { imdb: 'tt7000002', tmdb: null, tvdb: null };
      await w.put(w.there, title, { externalIds, guid: 'com.plexapp.agents.imdb://tt7000002?lang=en' });
      await w.watch(await w.put(w.here, title));
      await w.put(w.secret, title, { externalIds });
    },
  ],
  [
    'watched, its library off, and there as a copy',
    { ben: false, admin: true },
    async (w, title) => {
      await w.watch(await w.put(w.off, title));
      await w.put(w.there, title);
    },
  ],
  [
    'seen by Ben as the server says',
    { ben: false, admin: true },
    async (w, title) => {
      await w.see({ ...(await w.put(w.here, title)), ...seen });
    },
  ],
  [
    'rated by Ben and never seen',
    { ben: false, admin: true },
    async (w, title) => {
      await w.see({ ...(await w.put(w.here, title)), userRating: 8 });
    },
  ],
  ['not wanted by Ben', { ben: false, admin: true }, async (w, title) => w.refuse(await w.put(w.here, title))],
  [
    'not wanted, now gone, and there as a copy',
    { ben: false, admin: true },
    async (w, title) => {
      const told = await w.put(w.here, title);
      await w.refuse(told);
      await w.put(w.there, title);
      await w.remove(told);
    },
  ],
  ['seen by the owner', { ben: true, admin: false }, (w, title) => w.put(w.here, title, seen)],
  [
    'begun by the owner',
    { ben: true, admin: false },
    (w, title) => w.put(w.here, title, { viewOffsetMs: 60_000, lastViewedAt: seen.lastViewedAt }),
  ],
  [
    'rated by the owner and never seen',
    { ben: true, admin: false },
    (w, title) => w.put(w.here, title, { userRating: 9 }),
  ],
  [
    'seen by the owner, now gone, and there as a copy',
    { ben: true, admin: false },
    async (w, title) => {
      const told = await w.put(w.here, title, seen);
      await w.put(w.there, title);
      await w.remove(told);
    },
  ],
  [
    'seen by the owner of another server',
    { ben: true, admin: true },
    (w, title) => w.put(w.there, title, { ...seen, userRating: 1 }),
  ],
  ['not shared', { ben: false, admin: true }, (w, title) => w.put(w.secret, title)],
  ['in a library that is off', { ben: false, admin: false }, (w, title) => w.put(w.off, title)],
  ['in the trash', { ben: false, admin: false }, (w, title) => w.put(w.here, title, trashed)],
  ['gone', { ben: false, admin: false }, async (w, title) => w.remove(await w.put(w.here, title))],
];

describe('picks', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  const people = {} as { ben: Principal; admin: Principal };
  const picked = { ben: new Set<string>(), admin: new Set<string>() };

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url, {}, [RecommenderAlone]);
    people.admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    people.ben = await library.addUser(BEN, 'user');
    const world = await build();
    for (const [title, , make] of MATRIX) await make(world, title);
    for (const [name, person] of Object.entries(people)) {
      const { status, body } = await library.ask(person, '../ai/recommendations?limit=100&seed=0');
      expect(status).toBe(200);
      for (const { item } of body.items as RecommendationDto[]) picked[name as keyof typeof picked].add(item.title);
    }
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  async function places(): Promise<Places> {
    const [mine, others] = [await library.addServer(), await library.addServer(undefined, OTHER_OWNER)];
    const here = await library.addSection(mine, '1', 'movie');
    const secret = await library.addSection(mine, '2', 'movie');
    const off = await library.addSection(mine, '3', 'movie', false);
    const there = await library.addSection(others, '1', 'movie');
    await library.share(people.ben, mine, ['1', '3']);
    await library.share(people.ben, others, ['1']);
    return { here, secret, off, there };
  }

  async function build(): Promise<World> {
    const all = await places();
    let key = 0;
    let history = 0;
    const told = new Map<string, string>();
    const views: PlexItem[] = [];
    const idOf = async ({ ratingKey }: Told) =>
      (await test.database.row<{ id: string }>('SELECT id FROM media_items WHERE rating_key = $1', [ratingKey]))!.id;
    return {
      ...all,
      put: async (section, title, item = {}) => {
        const place = `${section.id} ${title}`;
        const ratingKey = told.get(place) ?? `${++key}`;
        told.set(place, ratingKey);
        const row = plexItem(ratingKey, { title, guid: `plex://movie/${title}`, ...item });
        await library.get(MediaItemUpsert).writePage(section, [row]);
        return { ratingKey, title };
      },
      watch: async ({ ratingKey }, completion = 100) => {
        const server = { id: all.here.serverId, ownerAccountId: OWNER_ACCOUNT };
        const play = plexPlay(`p${history++}`, {
          accountId: BEN,
          ratingKey,
          viewedAt: new Date('2026-01-04T00:00:00Z'),
        });
        await library.get(PlayRepository).writePage(server, [play]);
        await test.database.run('UPDATE plays SET completion = $1 WHERE rating_key = $2', [completion, ratingKey]);
      },
      see: async (...items) => {
        for (const item of items) views.push(plexItem(item.ratingKey!, item));
        await library.get(UserViews).replace(BEN, all.here, new Map([['movie', views]]));
        library.get(VisibleSections).changed();
      },
      remove: async (item) => {
        await library.get(MediaItemTombstone).tombstone([await idOf(item)]);
      },
      refuse: async (item) => {
        const answer = await library.ask(people.ben, `../ai/recommendations/verdicts/${await idOf(item)}`, {
          method: 'PUT',
          body: JSON.stringify({ verdict: 'not-interested' }),
        });
        expect(answer.status).toBe(204);
      },
    };
  }

  describe.each(['ben', 'admin'] as const)('of %s', (name) => {
    it.each(MATRIX.map(([title, who]) => [who[name] ? 'hold' : 'leave out', title, who[name]] as const))(
      '%s what is %s',
      (_, title, isPicked) => expect(picked[name].has(title)).toBe(isPicked),
    );
  });
});
