import { createTestApp, createTestDatabase, startEmulator, TestBrowser } from '../../api/testing';
import type { Emulator, TestApp, TestDatabase } from '../../api/testing';

const SETUP_CODE = 'languages-code';
const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];
const DETAILS = 'GET /library/metadata/:n';
const FILMS = 300;
/** So many are read for one question, so many a request. */
const [MOST, BATCH] = [200, 50];

interface TrueItem {
  ratingKey: string;
  type: string;
  year: number | null;
  parentIndex: number | null;
  index: number | null;
  grandparentRatingKey: string | null;
  media: { audioLanguages: string[] }[];
}

interface Answer {
  count: number;
  caveat: string | null;
  libraryQuery: string | null;
  understood: { field: string; value: string; label: string }[];
  /** Of every page. */
  keys: string[];
}

/** Ada owns the server; of it Ben sees the films alone, Cleo films and shows. */
describe('titles in a language', () => {
  let database: TestDatabase;
  let emulator: Emulator;
  let product: TestApp;
  let ada: TestBrowser;
  let ben: TestBrowser;
  let truth: TrueItem[];

  beforeEach(async () => {
    [database, emulator] = await Promise.all([
      createTestDatabase(),
      startEmulator({ movies: FILMS, shows: 12, artists: 3, plays: 0 }),
    ]);
    product = await createTestApp({
      databaseUrl: database.url,
      plexTvUrl: emulator.plexTv,
      plexAppUrl: emulator.appUrl,
      env: { SETUP_CODE },
    });
    [ada, ben] = [new TestBrowser(product.url), new TestBrowser(product.url)];
    await ada.signIn('ada', { emulator, setupCode: SETUP_CODE });
    const [{ machineIdentifier }] = emulator.servers;
    const { id } = (await ada.post('/api/v1/plex/servers', { machineIdentifier })).body;
    const run = await ada.post('/api/v1/sync/runs', { serverId: id, mode: 'full' });
    let state = run.body.state;
    while (!FINAL.includes(state)) state = (await ada.get(`/api/v1/sync/runs/${run.body.id}`)).body.state;
    await ben.signIn('ben', { emulator });
    const response = await fetch(`${emulator.control}/truth`);
    truth = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as TrueItem);
    await emulator.call('requests/reset');
  });

  afterEach(async () => {
    await product.close();
    await emulator.stop();
    await database.drop();
  });

  async function ask(who: TestBrowser, text: string): Promise<Answer> {
    const { status, body } = await who.post('/api/v1/ai/questions', { text, limit: 100 });
    expect(status).toBe(200);
    const items: { id: string }[] = [...body.items];
    for (let cursor = body.nextCursor; cursor !== null;) {
      const next = await who.post('/api/v1/ai/questions', { text, limit: 100, cursor });
      items.push(...next.body.items);
      cursor = next.body.nextCursor;
    }
    const rows = await database.database.rows<{ key: string }>(
      `SELECT rating_key AS key FROM media_items JOIN unnest($1::bigint[]) WITH ORDINALITY AS k (id, place) USING (id) ORDER BY place`,
      [items.map(({ id }) => id)],
    );
    return { ...body, keys: rows.map(({ key }) => key) };
  }

  async function detailsAsked(): Promise<number> {
    const response = await fetch(`${emulator.control}/requests`);
    const { servers } = (await response.json()) as { servers: Record<string, { byPath: Record<string, number> }> };
    return servers[emulator.servers[0].machineIdentifier].byPath[DETAILS] ?? 0;
  }

  /** Films spoken in a language, by the emulator and by what is stored. */
  const trueFilms = (iso: string, holds: (film: TrueItem) => boolean = () => true) =>
    truth
      .filter(({ type, media }) => type === 'movie' && media.some(({ audioLanguages }) => audioLanguages.includes(iso)))
      .filter(holds)
      .map(({ ratingKey }) => ratingKey)
      .sort();
  const storedKeys = async (condition: string) =>
    (
      await database.database.rows<{ key: string }>(
        `SELECT i.rating_key AS key FROM media_items i JOIN item_languages l ON l.item_id = i.id WHERE ${condition}`,
      )
    )
      .map(({ key }) => key)
      .sort();
  const untold = (holds: (film: TrueItem) => boolean = () => true) =>
    truth
      .filter(({ type, media }) => type === 'movie' && media.every(({ audioLanguages }) => !audioLanguages.length))
      .filter(holds).length;

  it('are those that the server says are spoken in it, read once', async () => {
    const nineties = ({ year }: TrueItem) => year !== null && year >= 1990 && year <= 1999;
    const count = truth.filter((film) => film.type === 'movie' && nineties(film)).length;
    const answer = await ask(ben, 'movies from the 90s in German');
    const german = trueFilms('de', nineties);
    expect(german.length).toBeGreaterThan(0);
    expect([...answer.keys].sort()).toEqual(german);
    expect(await storedKeys(`'de' = ANY (l.languages) AND i.year BETWEEN 1990 AND 1999`)).toEqual(german);
    expect([answer.count, answer.libraryQuery]).toEqual([german.length, null]);
    expect(answer.understood).toContainEqual(
      expect.objectContaining({ field: 'language', value: 'de', label: 'Audio: German' }),
    );
    expect(untold(nineties)).toBeGreaterThan(0);
    expect(answer.caveat).toContain(`known of ${count - untold(nineties)} of the ${count} titles`);
    expect(await detailsAsked()).toBe(Math.ceil(count / BATCH));
    for (const [word, iso] of [
      ['in English', 'en'],
      ['auf Französisch', 'fr'],
      ['in 日本語', 'ja'],
    ])
      expect([...(await ask(ben, `movies from the 90s ${word}`)).keys].sort()).toEqual(trueFilms(iso, nineties));
    expect(await detailsAsked()).toBe(Math.ceil(count / BATCH));
  });

  it('of a library that is too large for one question are told as far as they are known', async () => {
    const first = await ask(ben, 'movies in German');
    expect(await detailsAsked()).toBe(MOST / BATCH);
    const known = new Set(await storedKeys('true'));
    expect(known.size).toBe(MOST);
    expect([...first.keys].sort()).toEqual(trueFilms('de', ({ ratingKey }) => known.has(ratingKey)));
    const told = MOST - untold(({ ratingKey }) => known.has(ratingKey));
    expect(first.caveat).toContain(`known of ${told} of the ${FILMS} titles`);
    const second = await ask(ben, 'movies in German');
    expect(await detailsAsked()).toBe(FILMS / BATCH);
    expect([...second.keys].sort()).toEqual(trueFilms('de'));
    await ask(ben, 'movies in German');
    expect(await detailsAsked()).toBe(FILMS / BATCH);
  });

  it('are asked of a server once by all who ask at once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(ben, 'movies from the 90s in German')));
    for (const { keys } of answers) expect(keys).toEqual(answers[0].keys);
    const films = await storedKeys('true');
    expect(await detailsAsked()).toBe(Math.ceil(films.length / BATCH));
  });

  it('of libraries that are not shared are neither shown nor read', async () => {
    const { keys, count } = await ask(ben, 'shows in English');
    expect([keys, count, await detailsAsked(), await storedKeys('true')]).toEqual([[], 0, 0, []]);
  });

  it('are shows whose first episode is', async () => {
    const shows = truth.filter(({ type }) => type === 'show').map(({ ratingKey }) => ratingKey);
    const firstOf = (show: string) =>
      truth
        .filter(({ type, grandparentRatingKey }) => type === 'episode' && grandparentRatingKey === show)
        .sort((a, b) => seasonOf(a) - seasonOf(b) || (a.index ?? 0) - (b.index ?? 0))
        .at(0);
    const english = shows.filter((show) =>
      firstOf(show)?.media.some(({ audioLanguages }) => audioLanguages.includes('en')),
    );
    const { keys, caveat } = await ask(ada, 'series in English');
    expect(english.length).toBeGreaterThan(0);
    expect([...keys].sort()).toEqual(english.sort());
    expect(caveat).toContain('Of a show the first episode was looked at.');
    expect(await detailsAsked()).toBe(1);
    await ask(ada, 'series in German');
    expect(await detailsAsked()).toBe(1);
  });

  it('hold among picks and among titles like another one, too', async () => {
    const [film] = await database.database.rows<{ title: string }>(
      `SELECT title FROM media_items WHERE type = 'movie' LIMIT 1`,
    );
    for (const text of ['recommend movies in English', `movies in English like "${film.title}"`]) {
      const { keys, understood } = await ask(ben, text);
      expect(understood.map(({ field }) => field)).toContain('language');
      expect(keys.length).toBeGreaterThan(0);
      const english = new Set(trueFilms('en'));
      expect(keys.filter((key) => !english.has(key))).toEqual([]);
    }
    expect(await detailsAsked()).toBeLessThanOrEqual(2 * Math.ceil(100 / BATCH));
  });

  it('are not known while the server is down, which is not "none"', async () => {
    await emulator.call('listeners/down', { scope: emulator.servers[0].name });
    const { keys, count, caveat } = await ask(ben, 'movies in German');
    expect([keys, count]).toEqual([[], 0]);
    expect(caveat).toMatch(/No title is known to be in German\. A server did not tell/);
    expect(caveat).toContain(`known of 0 of the ${FILMS} titles`);
    expect(caveat).not.toContain('Nothing in the library matches');
    await emulator.call('listeners/up', { scope: emulator.servers[0].name });
  });

  it('keep what was read before a server broke off, within the time of a question', async () => {
    await emulator.call('faults', { kind: 'hang', path: '/library/metadata/*', skip: 2 });
    const from = Date.now();
    const { keys, caveat } = await ask(ben, 'movies in German');
    expect(Date.now() - from).toBeLessThan(7_000);
    const known = new Set(await storedKeys('true'));
    expect(known.size).toBe(2 * BATCH);
    expect([...keys].sort()).toEqual(trueFilms('de', ({ ratingKey }) => known.has(ratingKey)));
    expect(caveat).toContain('A server did not tell');
  });

  it('that Plex changed are read anew', async () => {
    await ask(ben, 'movies from the 90s in German');
    const before = await detailsAsked();
    const [key] = await storedKeys(`'de' = ANY (l.languages)`);
    await database.database.run(
      `UPDATE media_items SET plex_updated_at = plex_updated_at + interval '1 second' WHERE rating_key = $1`,
      [key],
    );
    expect((await ask(ben, 'movies from the 90s in German')).keys).toContain(key);
    expect(await detailsAsked()).toBe(before + 1);
  });
});

/** Specials are the last. */
function seasonOf({ parentIndex }: TrueItem): number {
  return parentIndex || Infinity;
}
