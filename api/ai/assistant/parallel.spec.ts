import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Principal } from '../../common';
import { MediaItemUpsert } from '../../library';
import { OWNER_ACCOUNT } from '../../library/testing/library-harness';
import { plexItem } from '../../library/testing/plex-items';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { AiHarness, type Heard } from '../testing/ai-harness';
import { event, ScriptedProvider, streamed } from '../testing/scripted-provider';
import { ConversationRepository } from './conversation/conversation.repository';
import { TOKENS_OF_A_TURN } from './turn/turn';

let test: TestDatabase;
let provider: ScriptedProvider;
let ai: AiHarness;
let admin: Principal;

beforeAll(async () => {
  provider = new ScriptedProvider();
  await provider.start();
  test = await createTestDatabase();
  ai = await AiHarness.start(test, provider);
  admin = await ai.library.addUser(OWNER_ACCOUNT, 'admin');
  const section = await ai.library.addSection(await ai.library.addServer(), '1', 'movie');
  await ai.library.get(MediaItemUpsert).writePage(section, [plexItem('1', { title: 'River Song' })]);
});
afterAll(async () => {
  await ai.library.stop();
  await test.drop();
  await provider.stop();
});
beforeEach(() => {
  provider.calls.length = 0;
});

const count = async (table: string): Promise<number> =>
  (await test.database.row<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))!.count;
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await sleep(10);
};

describe('who leaves is not waited for', () => {
  let conversation: string;
  let abort: AbortController;
  let asked: Promise<Heard | null>;
  let heard: string;

  const ask = async (): Promise<void> => {
    conversation = await ai.converse(admin);
    abort = new AbortController();
    heard = '';
    const hear = (part: string) => (heard += part);
    asked = ai.ask(admin, 'Which films?', conversation, abort.signal, hear).catch(() => null);
    await until(() => provider.calls.length > 0);
  };
  const messages = async () => (await ai.call(admin, 'GET', `conversations/${conversation}`)).body.messages;
  const leave = async (): Promise<number> => {
    const at = performance.now();
    abort.abort();
    await asked;
    return at;
  };
  const kept = async () => {
    await until(async () => (await messages()).length === 2);
    return (await messages())[1];
  };

  it('while the provider thinks', async () => {
    provider.completion = () => undefined;
    await ask();
    const leftAt = await leave();
    await until(() => provider.calls[0].hungUpAt !== null);
    expect(provider.calls[0].hungUpAt! - leftAt).toBeLessThan(1_000);
    expect(await kept()).toMatchObject({ state: 'failed', errorCode: 'cancelled' });
  });

  it('while the provider writes', async () => {
    provider.completion = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const writing = setInterval(
        () => response.write(event({ choices: [{ delta: { content: 'This is fine. ' } }] })),
        20,
      );
      response.once('close', () => clearInterval(writing));
    };
    await ask();
    await until(() => heard.includes('event: text'));
    const leftAt = await leave();
    await until(() => provider.calls[0].hungUpAt !== null);
    expect(provider.calls[0].hungUpAt! - leftAt).toBeLessThan(1_000);
    expect(await kept()).toMatchObject({ state: 'partial', errorCode: 'cancelled' });
  });

  it('nor is what they ask next refused while the answer they left is still being kept', async () => {
    const repository = ai.library.get(ConversationRepository);
    const end = repository.end.bind(repository);
    jest.spyOn(repository, 'end').mockImplementationOnce(async (...answer) => {
      await sleep(1_000);
      return end(...answer);
    });
    provider.completion = () => undefined;
    await ask();
    await leave();
    await until(() => provider.calls[0].hungUpAt !== null);
    provider.completion = (_, response) => streamed(response, { text: 'Hello.' });
    expect((await ai.ask(admin, 'And now?', conversation)).status).toBe(200);
    expect(await messages()).toHaveLength(4);
  });

  it('while a tool looks something up, and the provider is not asked again', async () => {
    provider.completion = (_, response) =>
      streamed(response, { calls: [{ name: 'search_library', arguments: { type: 'movie' } }] });
    const leftAt = await test.database.transaction(async (sql) => {
      await sql.run('LOCK TABLE media_items IN ACCESS EXCLUSIVE MODE');
      await ask();
      await sleep(200);
      const at = await leave();
      await until(async () => {
        const left = 'SELECT count(*)::int AS count FROM ai_conversations WHERE busy_until IS NOT NULL';
        return (await test.database.row<{ count: number }>(left))!.count === 0;
      });
      expect(performance.now() - at).toBeLessThan(1_000);
      return at;
    });
    expect(leftAt).toBeGreaterThan(0);
    expect(await kept()).toMatchObject({ state: 'failed', errorCode: 'cancelled' });
    expect(provider.calls).toHaveLength(1);
  });
});

describe('a budget that many answers at once are paid from', () => {
  const LIMIT = 100_000;
  const USED = 39_000;
  const ANSWERS = 12;

  beforeAll(() => ai.call(admin, 'PUT', 'settings', { monthlyTokensPerUser: LIMIT }));
  afterAll(() => ai.call(admin, 'PUT', 'settings', { monthlyTokensPerUser: null }));

  /** All of them are asked before any is answered. */
  async function askAtOnce(who: Principal): Promise<Heard[]> {
    const waiting: ServerResponse[] = [];
    provider.completion = (_, response) => void waiting.push(response);
    let refused = 0;
    const asked = Array.from({ length: ANSWERS }, async () => {
      const heard = await ai.ask(who, 'Hello?');
      if (heard.status !== 200) refused++;
      return heard;
    });
    await until(() => waiting.length + refused === ANSWERS);
    const usage = { prompt_tokens: USED - 1_000, completion_tokens: 1_000 };
    for (const response of waiting) streamed(response, { text: 'Hello.', usage });
    return Promise.all(asked);
  }

  it('is exceeded by one answer at most', async () => {
    const ben = await ai.library.addUser('777', 'user');
    const heard = await askAtOnce(ben);
    const refused = heard.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(ANSWERS - 3);
    for (const { problem } of refused) expect(problem).toMatchObject({ status: 429, code: 'ai-budget-spent' });
    const { tokens } = (await ai.call(ben, 'GET', 'usage')).body;
    expect(tokens).toBe(3 * USED);
    expect(tokens).toBeLessThanOrEqual(LIMIT + TOKENS_OF_A_TURN);
    expect(await count('ai_reservations')).toBe(0);
    expect((await ai.ask(ben, 'Hello?')).status).toBe(429);
  });

  it('is no matter of another person, and is held by no answer that ended or died', async () => {
    const cleo = await ai.library.addUser('778', 'user');
    await test.database.run(
      `INSERT INTO ai_reservations (user_id, tokens, expires_at)
       SELECT $1, ${LIMIT}, now() - interval '1 second' FROM generate_series(1, 3)`,
      [cleo.userId],
    );
    provider.completion = (_, response) => response.destroy();
    await ai.ask(cleo, 'Hello?');
    expect(await count('ai_reservations')).toBe(0);
    provider.completion = (_, response) => streamed(response, { text: 'Hello.' });
    expect((await ai.ask(cleo, 'Hello?')).status).toBe(200);
  });
});
