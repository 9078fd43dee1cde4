import { Module } from '@nestjs/common';
import type { Principal } from '../../common';
import { OutboundModule } from '../../infra/outbound';
import { LibraryModule, MediaItemUpsert, PlayRepository, type SectionRef } from '../../library';
import { LibraryHarness, OWNER_ACCOUNT, type Answer } from '../../library/testing/library-harness';
import { plexItem } from '../../library/testing/plex-items';
import { plexPlay } from '../../library/testing/plex-plays';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { ASSISTANT_PROVIDERS } from '../assistant/assistant.providers';
import { PROVIDER_PROVIDERS } from '../provider/provider.providers';
import { RECOMMENDER_PROVIDERS } from '../recommender/recommender.providers';
import { answer, ScriptedProvider } from '../testing/scripted-provider';
import { SyncStatus } from '../tools/sync-status';
import { TOOL_PROVIDERS } from '../tools/tools.providers';
import { AnalysisController } from './analysis.controller';
import type { AnalysisDto } from './analysis.dto';
import { ANALYSIS_PROVIDERS } from './analysis.providers';

@Module({
  imports: [LibraryModule, OutboundModule],
  controllers: [AnalysisController],
  providers: [
    ...RECOMMENDER_PROVIDERS,
    ...TOOL_PROVIDERS,
    ...ANALYSIS_PROVIDERS,
    ...PROVIDER_PROVIDERS,
    ...ASSISTANT_PROVIDERS,
    { provide: SyncStatus, useValue: { servers: () => Promise.resolve([]) } },
  ],
})
class AnalysesAlone {}

const DAY = 86_400_000;
const BEN = '777';

describe('analyses', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let provider: ScriptedProvider;
  let ben: Principal;
  let films: SectionRef;
  let hidden: SectionRef;
  let nextPlay = 0;
  let begunAt: number;

  const start = async (settings: Record<string, string> = {}) => {
    test = await createTestDatabase();
    begunAt = Date.now();
    library = await LibraryHarness.start(test.url, settings, [AnalysesAlone]);
    await library.addUser(OWNER_ACCOUNT, 'admin');
    ben = await library.addUser(BEN, 'user');
    const server = await library.addServer();
    films = await library.addSection(server, '1', 'movie');
    hidden = await library.addSection(server, '2', 'movie');
    await library.share(ben, server, ['1']);
    const film = (key: string, genre: string, director: string) =>
      plexItem(key, {
        title: `Film ${key}`,
        guid: `plex://movie/${key}`,
        genres: [genre],
        directors: [director],
        durationMs: 6_000_000,
      });
    const upsert = library.get(MediaItemUpsert);
    await upsert.writePage(films, [
      film('1', 'Drama', 'Ada Stone'),
      film('2', 'Drama', 'Ben Rock'),
      film('3', 'Horror', 'Ada Stone'),
      film('4', 'Comedy', 'Cleo Sand'),
    ]);
    await upsert.writePage(hidden, [film('9', 'Polka', 'Secret Director'), film('8', 'Comedy', 'Cleo Sand')]);
    await library.database.run(
      `INSERT INTO history_imports (server_id, owner_account_id, imported_at, whole_at) VALUES ($1, $2, now(), now())`,
      [server, OWNER_ACCOUNT],
    );
    await watch(['1', 2], ['3', 3], ['3', 4], ['9', 5], ['4', 6], ['1', 40], ['2', 45], ['8', 200]);
  };
  const watch = (...views: [key: string, daysAgo: number][]) =>
    library.get(PlayRepository).writePage(
      { id: films.serverId, ownerAccountId: OWNER_ACCOUNT },
      views.map(([ratingKey, days]) =>
        plexPlay(`p${nextPlay++}`, { accountId: BEN, ratingKey, viewedAt: new Date(begunAt - days * DAY) }),
      ),
    );
  const post = (body: unknown, who = ben): Promise<Answer> =>
    library.ask(who, '../ai/analyses', { method: 'POST', body: JSON.stringify(body) });
  const analyse = async (period = '30d', includeRecommendations = false): Promise<AnalysisDto> => {
    const { status, body } = await post({ period, includeRecommendations });
    expect(status).toBe(200);
    return body as AnalysisDto;
  };
  afterEach(async () => {
    await library.stop();
    await test.drop();
  });

  describe('without a provider', () => {
    beforeEach(() => start());

    it('give the figures of the period and of the one before, as SQL counts them', async () => {
      const analysis = await analyse();
      const sums = (from: string, to: string) =>
        library.database.row<{ plays: number; ms: number; items: number }>(
          `SELECT count(*)::int AS plays, sum(duration_ms)::float8 AS ms, count(DISTINCT item_id)::int AS items FROM plays
           WHERE plex_account_id = 777 AND viewed_at >= $1 AND viewed_at < $2`,
          [from, to],
        );
      const [now, before] = [
        await sums(analysis.from, analysis.to),
        await sums(
          new Date(Date.parse(analysis.from) - 30 * DAY).toISOString(),
          new Date(Date.parse(analysis.to) - 30 * DAY).toISOString(),
        ),
      ];
      const figure = (key: string) => analysis.figures.find((one) => one.key === key);
      expect(figure('plays')).toMatchObject({ value: now!.plays, previous: before!.plays, unit: 'plays' });
      expect(figure('watched')).toMatchObject({ value: now!.ms, previous: before!.ms, unit: 'ms' });
      expect(figure('finishedTitles')).toMatchObject({ value: now!.items, previous: before!.items });
      expect([now!.plays, before!.plays]).toEqual([5, 2]);
      expect(analysis.change).toEqual({ plays: 3, playsPercent: 150, durationMs: 18_000_000, durationPercent: 150 });
      expect(analysis).toMatchObject({ prose: null, proseDropped: false, recommendations: null, caveat: null });
      expect(analysis.completion).toMatchObject({ finished: 5, partial: 0, averagePercent: 100 });
    });

    it('tell genres with their views before, and when most is watched', async () => {
      const { genres, timePattern } = await analyse();
      expect(genres.map(({ genre, plays, previousPlays }) => [genre, plays, previousPlays])).toEqual(
        expect.arrayContaining([
          ['Horror', 2, 0],
          ['Drama', 1, 2],
        ]),
      );
      expect(timePattern.byHourOfWeek).toHaveLength(168);
      expect(timePattern.byDay).toHaveLength(30);
      expect(timePattern.busiestHour).toBe(new Date(begunAt).getUTCHours());
    });

    it('tell what was watched for the first time, of what the person can see', async () => {
      const { discoveries, figures } = await analyse();
      expect(discoveries!.titles.map(({ title }) => title)).toEqual(['Film 3', 'Film 4']);
      expect(discoveries!.titleCount).toBe(2);
      // Comedy and its director were met long ago, in a film that is not shared any more.
      expect(discoveries!.genres).toEqual([{ name: 'Horror', titles: 1 }]);
      expect(discoveries!.people).toEqual([]);
      expect(figures).toContainEqual(expect.objectContaining({ key: 'newTitles', value: 2, previous: null }));
      expect(JSON.stringify(discoveries)).not.toMatch(/Polka|Secret|Film 9/);
    });

    it('of all time have no period before and no discoveries', async () => {
      const { change, discoveries, figures } = await analyse('all');
      expect([change, discoveries]).toEqual([null, null]);
      expect(figures.map(({ previous }) => previous).filter((previous) => previous !== null)).toEqual([]);
      expect(figures.find(({ key }) => key === 'plays')!.value).toBe(8);
    });

    it('say what is unknown', async () => {
      await library.database.run('UPDATE history_imports SET whole_at = NULL, imported_at = $1', [
        new Date(Date.now() - 5 * DAY),
      ]);
      const { caveat, asOf } = await analyse();
      expect(caveat).toMatch(/never read to its beginning.*last read on/);
      expect(Date.now() - Date.parse(asOf!)).toBeGreaterThan(4 * DAY);
      const nobody = await library.addUser('999', 'user');
      const { body } = await post({ period: '7d', includeRecommendations: true }, nobody);
      expect(body).toMatchObject({ asOf: null, caveat: expect.stringMatching(/No views of yours/) });
      expect(body.timePattern).toMatchObject({ busiestHour: null, busiestWeekday: null });
      expect(body.change).toEqual({ plays: 0, playsPercent: null, durationMs: 0, durationPercent: null });
    });

    it('come with picks where they are wanted', async () => {
      const { recommendations } = await analyse('30d', true);
      expect(recommendations!.items.length).toBeLessThanOrEqual(6);
      expect(recommendations!.basis.plays).toBe(8);
    });

    it.each([
      [{ period: '5d', includeRecommendations: false }, 'period'],
      [{ includeRecommendations: false }, 'period'],
      [{ period: '7d' }, 'includeRecommendations'],
      [{ period: '7d', includeRecommendations: 'yes' }, 'includeRecommendations'],
      [{ period: '7d', includeRecommendations: false, userId: 1 }, 'userId'],
    ])('are refused for %j, naming the field', async (request, field) => {
      const { status, body } = await post(request);
      expect([status, body.errors?.[0].field]).toEqual([400, field]);
    });
  });

  describe('with a provider', () => {
    beforeEach(async () => {
      provider = new ScriptedProvider();
      await provider.start();
      await start({ AI_BASE_URL: provider.url, AI_MODEL: 'scripted-1' });
    });
    afterEach(() => provider.stop());

    const say = (content: string) => {
      provider.completion = (_, response) =>
        answer(response, 200, { choices: [{ index: 0, message: { role: 'assistant', content } }] });
    };

    it('are worded from the figures alone', async () => {
      say('You watched 5 times in the last 30 days, 3 more than before. Horror was new to you, and so was Film 3.');
      const { prose, proseDropped } = await analyse();
      expect([prose, proseDropped]).toEqual([expect.stringMatching(/^You watched 5 times/), false]);
    });

    it('tell it neither of what is hidden nor of whom', async () => {
      say('You watched.');
      await analyse();
      const told = JSON.stringify(provider.calls.map(({ body }) => body as unknown));
      expect(told).toMatch(/Views: 5 \(before: 2\)/);
      expect(told).not.toMatch(/Secret|Film 9|777|Attic|http|Section/);
    });

    it.each([
      'You watched 6 times.',
      'You loved Inception.',
      'You watched twice as much.',
      'You watched half of it.',
      'You watched less than before.',
      'See [this](http://x.example).',
    ])('lose their words where these are no facts: %s', async (text) => {
      say(text);
      const { prose, proseDropped, figures } = await analyse();
      expect([prose, proseDropped, figures.length > 5]).toEqual([null, true, true]);
    });

    it('are booked, and have no words once the budget is spent or the assistant is off', async () => {
      say('You watched.');
      await analyse();
      const booked = await library.database.rows<{ purpose: string }>('SELECT purpose FROM ai_usage');
      expect(booked).toEqual([{ purpose: 'analysis' }]);
      const set = (value: object) =>
        library.database.run(
          `INSERT INTO settings (name, value) VALUES ('ai-provider', $1::jsonb)
           ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value`,
          [JSON.stringify(value)],
        );
      const asked = provider.calls.length;
      for (const use of [{ monthlyTokensPerUser: 1 }, { enabled: false }, { allowedFields: ['titles', 'genres'] }]) {
        await set(use);
        expect(await analyse()).toMatchObject({ prose: null, proseDropped: false });
      }
      expect(provider.calls).toHaveLength(asked);
    });

    it('are worded for nobody who has hung up', async () => {
      provider.completion = () => undefined;
      const abort = new AbortController();
      const asked = library
        .fetch(ben, '../ai/analyses', {
          method: 'POST',
          body: JSON.stringify({ period: '30d', includeRecommendations: false }),
          signal: abort.signal,
        })
        .catch(() => null);
      while (provider.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      const leftAt = performance.now();
      abort.abort();
      await asked;
      while (provider.calls[0].hungUpAt === null) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(provider.calls[0].hungUpAt - leftAt).toBeLessThan(1_000);
    });

    it('stand without words where it fails', async () => {
      for (const play of [
        (response: Parameters<typeof answer>[0]) => answer(response, 500, { error: {} }),
        (response: Parameters<typeof answer>[0]) => answer(response, 200, { choices: [] }),
        (response: Parameters<typeof answer>[0]) => void response.destroy(),
      ]) {
        provider.completion = (_, response) => play(response);
        expect(await analyse()).toMatchObject({ prose: null, proseDropped: false });
      }
    });
  });
});
