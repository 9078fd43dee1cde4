import { plainToInstance } from 'class-transformer';
import type { UserPrincipal } from '../../common';
import { SecretBox } from '../../infra/crypto';
import { VisibleSections } from '../../library';
import { ItemBrowser } from '../../library/item/item-browser';
import { ItemListQuery } from '../../library/item/item-query.dto';
import { HistorySpec } from '../testing/history-spec';
import { ViewsImport } from './views-import';

const BEN = '4242002';
const CLEO = '4242003';

interface Truth {
  ratingKey: string;
  type: string;
  views: Record<string, { viewCount: number; lastViewedAt: number | null }>;
}

describe('what a person has seen', () => {
  const spec = new HistorySpec();
  let ben: UserPrincipal;
  let cleo: UserPrincipal;

  beforeEach(async () => {
    await spec.start({ plays: 400 });
    [ben, cleo] = [await member(BEN, 'ben', ['1']), await member(CLEO, 'cleo', ['1', '2'])];
  });
  afterEach(() => spec.stop());

  async function member(accountId: string, name: string, keys: string[]): Promise<UserPrincipal> {
    const { database } = spec.test;
    const token = ((await spec.emulator.call('tokens/issue', { account: name })) as { token: string }).token;
    await database.run(`INSERT INTO plex_accounts (account_id, sealed_token) VALUES ($1, 'sealed')`, [accountId]);
    const row = await database.row<{ id: string }>(
      `INSERT INTO users (plex_account_id, username, display_name) VALUES ($1, $2, $2) RETURNING id`,
      [accountId, name],
    );
    const resources = (await (
      await fetch(`${spec.emulator.plexTv}/api/v2/resources`, {
        headers: { accept: 'application/json', 'x-plex-token': token, 'x-plex-client-identifier': 'spec' },
      })
    ).json()) as { provides: string; accessToken: string }[];
    const { accessToken } = resources.find(({ provides }) => provides.includes('server'))!;
    await database.run(
      'INSERT INTO server_members (user_id, server_id, section_keys, sealed_token) VALUES ($1, $2, $3, $4)',
      [row!.id, spec.serverId, keys, spec.harness.module.get(SecretBox).seal(accessToken)],
    );
    return { kind: 'user', userId: row!.id, plexAccountId: accountId, role: 'user', sessionId: 'session' };
  }

  const read = async (person: UserPrincipal) => {
    await spec.harness.module.get(ViewsImport).run(spec.serverId, person.userId, new AbortController().signal);
    spec.harness.module.get(VisibleSections, { strict: false }).changed();
  };
  const browser = () => spec.harness.module.get(ItemBrowser, { strict: false });
  /** A whole listing, in small pages. */
  async function walk(person: UserPrincipal, query: Record<string, string>) {
    const rows = [];
    let cursor: string | null = null;
    do {
      const asked = { limit: '7', ...query, ...(cursor === null ? {} : { cursor }) };
      const page: Awaited<ReturnType<ItemBrowser['list']>> = await browser().list(
        person,
        plainToInstance(ItemListQuery, asked),
      );
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return rows;
  }
  const truth = async (type: string): Promise<Truth[]> =>
    (await (await fetch(`${spec.emulator.control}/truth?type=${type}`)).text())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Truth);

  it('is unknown before it was read, but for what the history tells', async () => {
    for (const row of await walk(ben, { type: 'movie' }))
      expect(row).toMatchObject({ watched: null, viewCount: null, lastViewedAt: null });
    expect(await walk(ben, { type: 'movie', watched: 'false' })).toEqual([]);
  });

  it('is on cards, in filters and in sorts what the server says of that very person', async () => {
    await read(ben);
    await read(cleo);
    const films = new Map((await truth('movie')).map((film) => [film.ratingKey, film]));
    for (const [person, account] of [
      [ben, BEN],
      [cleo, CLEO],
    ] as const) {
      const rows = await walk(person, { type: 'movie' });
      expect(rows).toHaveLength(films.size);
      for (const row of rows) {
        const view = films.get(row.ratingKey)!.views[account];
        expect(row.viewCount).toBe(view?.viewCount ?? 0);
        expect(row.watched).toBe(view !== undefined);
        expect(row.lastViewedAt).toBe(view?.lastViewedAt ? new Date(view.lastViewedAt * 1000).toISOString() : null);
      }
      const seen = rows.filter(({ watched }) => watched).map(({ id }) => id);
      expect(seen.length).toBeGreaterThan(3);
      const ids = async (query: Record<string, string>) =>
        (await walk(person, { type: 'movie', ...query })).map(({ id }) => id);
      expect((await ids({ watched: 'true' })).sort()).toEqual([...seen].sort());
      expect(await ids({ watched: 'false' })).toHaveLength(rows.length - seen.length);
      const facets = await browser().count(person, { type: 'movie', watched: true });
      expect(facets.count).toBe(seen.length);
      for (const order of ['desc', 'asc'] as const) {
        const sorted = await walk(person, { type: 'movie', sort: 'lastViewedAt', order });
        const keys = sorted.map(({ lastViewedAt, id }) => [
          Date.parse(lastViewedAt ?? '1970-01-01T00:00:00Z'),
          Number(id),
        ]);
        const expected = [...keys].sort((a, b) => (a[0] - b[0] || a[1] - b[1]) * (order === 'asc' ? 1 : -1));
        expect(keys).toEqual(expected);
        expect(new Set(sorted.map(({ id }) => id)).size).toBe(rows.length);
      }
    }
  });

  it('of a show is seen when every episode is, and counts what lies below', async () => {
    const episodes = await spec.test.database.rows<{ key: string; show: string }>(
      `SELECT i.rating_key AS key, i.grandparent_id AS show FROM media_items i WHERE i.type = 'episode'
         AND i.grandparent_id = (SELECT id FROM media_items WHERE type = 'show' ORDER BY leaf_count LIMIT 1)`,
    );
    const show = async () => (await walk(cleo, { type: 'show' })).find(({ id }) => id === episodes[0].show)!;
    for (const { key } of episodes.slice(1))
      await spec.emulator.call('views', { account: 'cleo', ratingKey: key, viewCount: 1, lastViewedAt: 1_700_000_000 });
    await spec.emulator.call('views', { account: 'cleo', ratingKey: episodes[0].key, viewCount: 0 });
    await read(cleo);
    expect(await show()).toMatchObject({ watched: false, viewCount: episodes.length - 1 });
    await spec.emulator.call('views', {
      account: 'cleo',
      ratingKey: episodes[0].key,
      viewCount: 2,
      lastViewedAt: 1_710_000_000,
    });
    await read(cleo);
    expect(await show()).toMatchObject({
      watched: true,
      viewCount: episodes.length + 1,
      lastViewedAt: new Date(1_710_000_000_000).toISOString(),
    });
    expect((await walk(cleo, { type: 'show', watched: 'true' })).map(({ id }) => id)).toContain(episodes[0].show);
  });

  it('is taken back when the person does so, and stays as known while the server does not tell', async () => {
    await read(ben);
    const [film] = await walk(ben, { type: 'movie', watched: 'true' });
    await spec.emulator.call('views', { account: 'ben', ratingKey: film.ratingKey, viewCount: 0 });
    await spec.emulator.call('faults', { kind: 'html', path: '/library/sections/*' });
    await expect(read(ben)).rejects.toThrow('Plex call failed');
    expect((await walk(ben, { type: 'movie' })).find(({ id }) => id === film.id)).toMatchObject({ watched: true });
    await fetch(`${spec.emulator.control}/faults`, { method: 'DELETE' });
    await read(ben);
    expect((await walk(ben, { type: 'movie' })).find(({ id }) => id === film.id)).toMatchObject({
      watched: false,
      viewCount: 0,
    });
  });

  describe('and rated', () => {
    const ratings = async (account: string) =>
      Object.fromEntries(
        (
          await spec.test.database.rows<{ key: string; rating: number; seen: boolean }>(
            `SELECT i.rating_key AS key, v.user_rating AS rating, v.view_count > 0 AS seen
             FROM user_views v JOIN media_items i ON i.id = v.item_id
             WHERE v.plex_account_id = $1 AND v.user_rating IS NOT NULL ORDER BY i.id`,
            [account],
          )
        ).map(({ key, rating, seen }) => [key, { rating, seen }]),
      );
    const rate = (account: string, ratingKey: string, userRating: number) =>
      spec.emulator.call('views', { account, ratingKey, userRating });
    const keyOf = async (where: string) =>
      (await spec.test.database.row<{ key: string }>(
        `SELECT rating_key AS key FROM media_items i WHERE ${where} ORDER BY id LIMIT 1`,
      ))!.key;
    const seenBy = (account: string) => `EXISTS (SELECT FROM user_views v WHERE v.item_id = i.id
      AND v.view_count > 0 AND v.plex_account_id = ${account})`;

    it('is of each person their own: of what they saw, of what they never saw, and of shows', async () => {
      await read(cleo);
      const seen = await keyOf(`type = 'movie' AND ${seenBy(CLEO)}`);
      const unseen = await keyOf(`type = 'movie' AND NOT ${seenBy(CLEO)}`);
      const [show, unseenShow] = [
        await keyOf(`type = 'show' AND ${seenBy(CLEO)}`),
        await keyOf(`type = 'show' AND NOT ${seenBy(CLEO)}`),
      ];
      for (const [key, rating] of [
        [seen, 9],
        [unseen, 2],
        [show, 7.5],
        [unseenShow, 10],
      ] as const)
        await rate('cleo', key, rating);
      await rate('ben', seen, 1);
      await read(cleo);
      await read(ben);
      expect(await ratings(CLEO)).toEqual({
        [seen]: { rating: 9, seen: true },
        [unseen]: { rating: 2, seen: false },
        [show]: { rating: 7.5, seen: true },
        [unseenShow]: { rating: 10, seen: false },
      });
      expect(await ratings(BEN)).toMatchObject({ [seen]: { rating: 1 } });
      expect((await walk(cleo, { type: 'movie' })).find(({ ratingKey }) => ratingKey === unseen)).toMatchObject({
        watched: false,
        viewCount: 0,
        lastViewedAt: null,
      });
    });

    it('is forgotten where it is taken back', async () => {
      await read(cleo);
      const keys = [await keyOf(`type = 'movie' AND ${seenBy(CLEO)}`), await keyOf(`type = 'show'`)];
      for (const key of keys) await rate('cleo', key, 4);
      await read(cleo);
      expect(Object.keys(await ratings(CLEO))).toEqual(expect.arrayContaining(keys));
      for (const key of keys) await rate('cleo', key, 0);
      await read(cleo);
      expect(await ratings(CLEO)).toEqual({});
    });

    it('is known of what was seen where the server refuses to be asked for ratings', async () => {
      await read(ben);
      const [seen, unseen] = [
        await keyOf(`type = 'movie' AND ${seenBy(BEN)}`),
        await keyOf(`type = 'movie' AND NOT ${seenBy(BEN)}`),
      ];
      for (const key of [seen, unseen]) await rate('ben', key, 6);
      // The first listing is that of what was seen.
      await spec.emulator.call('faults', { kind: 'status', status: 400, path: '/library/sections/1/all', skip: 1 });
      await read(ben);
      expect(await ratings(BEN)).toEqual({ [seen]: { rating: 6, seen: true } });
    });
  });

  it('comes from the history alone where the token is refused: seen or unknown, never unseen', async () => {
    await spec.test.database.run('UPDATE server_members SET sealed_token = $1', [
      spec.harness.module.get(SecretBox).seal('refused'),
    ]);
    await expect(read(ben)).rejects.toThrow('unauthorized');
    const rows = await walk(ben, { type: 'movie' });
    const states = new Set(rows.map(({ watched }) => watched));
    expect(states).toEqual(new Set([true, null]));
    expect((await walk(ben, { type: 'movie', watched: 'true' })).every(({ watched }) => watched)).toBe(true);
    expect(await walk(ben, { type: 'movie', watched: 'false' })).toEqual([]);
  });
});
