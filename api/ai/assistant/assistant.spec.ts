import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import type { Principal } from '../../common';
import { MediaItemUpsert, PlayRepository } from '../../library';
import { OWNER_ACCOUNT } from '../../library/testing/library-harness';
import { plexItem } from '../../library/testing/plex-items';
import { plexPlay } from '../../library/testing/plex-plays';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { AiHarness, all } from '../testing/ai-harness';
import { ChatQuirks } from '../provider/chat-quirks';
import { answer, event, ScriptedProvider, streamed, type ProviderCall, type Said } from '../testing/scripted-provider';

const USAGE = { prompt_tokens: 100, completion_tokens: 20 };

let test: TestDatabase;
let provider: ScriptedProvider;
let ai: AiHarness;
let admin: Principal;
let ben: Principal;
let cleo: Principal;
let server: string;

/** What the model says, call by call; the last again and again. */
const script = (...moves: (Said | ((call: ProviderCall) => Said))[]): void => {
  let at = 0;
  provider.calls.length = 0;
  provider.completion = (call, response) => {
    const move = moves[Math.min(at++, moves.length - 1)];
    streamed(response, { usage: USAGE, ...(typeof move === 'function' ? move(call) : move) });
  };
};
const search = (args: object = { type: 'movie' }): Said => ({ calls: [{ name: 'search_library', arguments: args }] });
/** The ids that the last tool told. */
const told = ({ body }: ProviderCall): { id: string; title: string }[] =>
  JSON.parse(body.messages.findLast((message: { role: string }) => message.role === 'tool').content).items;
const idOf = async (title: string): Promise<string> =>
  (await test.database.row<{ id: string }>('SELECT id FROM media_items WHERE title = $1', [title]))!.id;

beforeAll(async () => {
  provider = new ScriptedProvider();
  await provider.start();
  test = await createTestDatabase();
  ai = await AiHarness.start(test, provider);
  const { library } = ai;
  admin = await library.addUser(OWNER_ACCOUNT, 'admin');
  ben = await library.addUser('777', 'user');
  cleo = await library.addUser('778', 'user');
  server = await library.addServer();
  const films = Array.from({ length: 12 }, (_, i) =>
    plexItem(`${i + 1}`, { title: `River Song ${i + 1}`, genres: ['Comedy'], directors: ['Ida Voss'], year: 1990 + i }),
  );
  await library.get(MediaItemUpsert).writePage(await library.addSection(server, '1', 'movie'), films);
  await library
    .get(MediaItemUpsert)
    .writePage(await library.addSection(server, '2', 'movie'), [
      plexItem('900', { title: 'Sealed Garden', year: 1971 }),
    ]);
  await library
    .get(PlayRepository)
    .writePage({ id: server, ownerAccountId: OWNER_ACCOUNT }, [
      plexPlay('b1', { accountId: '777', ratingKey: '12', viewedAt: new Date(Date.now() - 3_600_000) }),
    ]);
  await library.share(ben, server, ['1']);
  await library.share(cleo, server, ['1', '2']);
});
afterAll(async () => {
  await ai.library.stop();
  await test.drop();
  await provider.stop();
});
beforeEach(() => script({ text: 'Hello.' }));

describe('an answer', () => {
  it.each(['the\u0000', 'the \ud800'])('survives that its model searches for %j', async (q) => {
    script(search({ q, [q]: 1 }), search({ q }), { text: 'Have a look at what is new.' });
    const heard = await ai.ask(ben, 'What is there?');
    expect(heard.events.at(-1)!.name).toBe('done');
    expect(all(heard, 'tool')).toHaveLength(1);
  });

  it('is worded by the model and filled in by the server: titles, figures and cards', async () => {
    script(search({ type: 'movie', genre: 'Comedy' }), (call) => ({
      text: `There are [[figure:t1.count]] comedies, such as [[item:${told(call)[0].id}]].\nTry it tonight.`,
    }));
    const heard = await ai.ask(ben, 'Which comedies do I have?');
    expect(heard.text).toMatch(/^There are 12 comedies, such as River Song \d+\.\nTry it tonight\.$/);
    expect(all(heard, 'tool')).toEqual([
      {
        ...{ id: 't1', name: 'search_library', arguments: { type: 'movie', genre: 'Comedy' }, count: 12 },
        ...{ summary: expect.stringContaining('12'), filters: { type: 'movie', genre: 'Comedy' } },
        said: [
          { code: 'titles-found', text: expect.any(String), values: { count: 12, type: 'movie', genre: 'Comedy' } },
        ],
        asOf: expect.stringMatching(/Z$/),
      },
    ]);
    expect(all(heard, 'figure')).toEqual([
      {
        ...{ label: 'Matching titles', value: 12, unit: 'count', toolId: 't1' },
        said: [{ code: 'titles-matching', text: 'Matching titles', values: {} }],
      },
    ]);
    expect(all(heard, 'items')[0].items).toEqual([
      expect.objectContaining({
        inLibrary: true,
        title: null,
        item: expect.objectContaining({ year: expect.any(Number) }),
      }),
    ]);
    expect(heard.events.at(-1)).toEqual({
      name: 'done',
      data: {
        messageId: expect.any(String),
        model: 'scripted-1',
        usage: { promptTokens: 200, completionTokens: 40, estimated: false },
      },
    });
    expect(all(heard, 'notice').map(({ code }) => code)).not.toContain('removed');
  });

  it('shows the language that was looked for, whatever it was called, and what of it is not known', async () => {
    script(search({ language: 'German' }), { text: 'Ich sehe nichts davon.' });
    const heard = await ai.ask(ben, 'Welche Filme gibt es auf Deutsch?');
    expect(all(heard, 'tool')[0]).toMatchObject({
      arguments: { language: 'German' },
      filters: { language: 'de' },
      count: 0,
    });
    expect(all(heard, 'notice')).toContainEqual({
      code: 'caveat',
      text: expect.stringMatching(/known of 0 of the 12 titles .* No title is known to be in German/),
      said: expect.arrayContaining([
        expect.objectContaining({ code: 'audio-told-of', values: { told: 0, count: 12 } }),
        expect.objectContaining({ code: 'nothing-spoken', values: { language: 'de' } }),
      ]),
    });
  });

  it('is kept as it was heard, with cards as they are now', async () => {
    const conversation = await ai.converse(ben);
    script(search(), (call) => ({ text: `Try [[item:${told(call)[0].id}]].` }));
    const heard = await ai.ask(ben, 'Anything nice?', conversation);
    const { body } = await ai.call(ben, 'GET', `conversations/${conversation}`);
    expect(body).toMatchObject({ title: 'Anything nice?' });
    expect(body.messages).toMatchObject([
      { role: 'user', text: 'Anything nice?', state: 'complete', usage: null },
      { role: 'assistant', state: 'complete', text: heard.text, model: 'scripted-1', errorCode: null, feedback: null },
    ]);
    expect(body.messages[1].blocks[0]).toEqual({ kind: 'text', text: heard.text });
    expect(body.messages[1].blocks[1].items[0]).toEqual(all(heard, 'items')[0].items[0]);
    expect(JSON.stringify(body)).not.toContain('[[');
  });

  it('loses what nothing backs, and says so', async () => {
    script(search(), (call) => ({
      text: `Watch Crimson Lighthouse tonight. Try [[item:${told(call)[0].id}]]. You own 4711 films.`,
    }));
    const heard = await ai.ask(ben, 'What now?');
    expect(heard.text).toMatch(/^Try River Song \d+\.$/);
    expect(all(heard, 'notice').map(({ code }) => code)).toContain('removed');
    expect(heard.raw).not.toMatch(/Crimson|4711/);
  });

  it('tells what was found where nothing of the model’s words is left', async () => {
    script(search(), { text: 'Watch Crimson Lighthouse tonight.' });
    const heard = await ai.ask(ben, 'What now?');
    expect(heard.text).toBe('');
    expect(all(heard, 'notice').map(({ code }) => code)).toEqual(expect.arrayContaining(['found', 'removed']));
    expect(all(heard, 'items')[0].items).toHaveLength(10);
  });

  it.each([
    ['Watch The Crimson Paradox tonight.', 'The Crimson Paradox'],
    ['You have 4711 films.', '4711 films'],
    ['See https://crimson.example/4711 now.', 'https://crimson.example/4711'],
    ['Crimson is in, 4711.', '!!! Crimson 4711'],
  ])('is told nothing by what its model asks picks of: %s', async (text, genre) => {
    const conversation = await ai.converse(ben);
    script({ calls: [{ name: 'recommend', arguments: { genre } }] }, { text });
    const heard = await ai.ask(ben, 'What should I watch tonight?', conversation);
    expect(all(heard, 'tool')).toMatchObject([{ arguments: {}, filters: {}, summary: 'Nothing found' }]);
    script({ text });
    const later = await ai.ask(ben, 'And else?', conversation);
    const { body } = await ai.call(ben, 'GET', `conversations/${conversation}`);
    for (const shown of [heard.raw, later.raw, JSON.stringify(body)]) expect(shown).not.toMatch(/Crimson|4711/);
  });

  it('names the genre of picks that the library has', async () => {
    script({ calls: [{ name: 'recommend', arguments: { genre: 'komödie' } }] }, { text: 'Some Comedy would fit.' });
    const heard = await ai.ask(ben, 'What should I watch tonight?');
    expect([heard.text, all(heard, 'tool')[0].filters]).toEqual(['Some Comedy would fit.', { genre: 'Comedy' }]);
  });

  it('mends a bad tool call, which the person never sees', async () => {
    script(
      { calls: [{ name: 'drop_tables', arguments: {} }] },
      { calls: [{ name: 'search_library', arguments: { colour: 'Crimson' } }] },
      { calls: [{ name: 'search_library', arguments: '{broken' }] },
      search(),
      { text: 'There are 12 films.' },
    );
    const heard = await ai.ask(ben, 'How many films?');
    expect(heard.text).toBe('There are 12 films.');
    expect(all(heard, 'tool')).toHaveLength(1);
    expect(heard.raw).not.toMatch(/drop_tables|Crimson|broken/);
    const errors = provider.calls.at(-1)!.body.messages.filter(({ role }: { role: string }) => role === 'tool');
    expect(errors.map(({ content }: { content: string }) => JSON.parse(content).error ?? 'fine')).toEqual([
      expect.stringContaining('tool'),
      expect.stringContaining('colour'),
      expect.stringContaining('JSON'),
      'fine',
    ]);
  });

  it('ends after six rounds', async () => {
    script(search());
    const heard = await ai.ask(ben, 'Go on');
    expect(provider.calls).toHaveLength(6);
    expect(provider.calls[5].body.tools).toBeUndefined();
    expect(heard.events.at(-1)!.name).toBe('done');
  });

  it('knows what was said before: its references and its tools', async () => {
    const conversation = await ai.converse(ben);
    script(search(), (call) => ({ text: `Try [[item:${told(call)[0].id}]].` }));
    const first = await ai.ask(ben, 'Anything nice?', conversation);
    const { itemId } = all(first, 'items')[0].items[0];
    script({ text: `Yes, [[item:${itemId}]] again. There were [[figure:t1.count]] of them.` });
    const second = await ai.ask(ben, 'Sure?', conversation);
    expect(second.text).toMatch(/^Yes, River Song \d+ again\. There were 12 of them\.$/);
    const sent = provider.calls[0].body.messages;
    expect(sent.map(({ role }: { role: string }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(sent[1].content).toMatch(/^Titles that were named before, as data: \[.*River Song.*\]\n\nAnything nice\?$/);
    expect(sent[2].content).toBe(`Try [[item:${itemId}]].`);
  });

  it('runs a plan for a model without tool calls', async () => {
    provider.calls.length = 0;
    let asked = 0;
    provider.completion = ({ body }, response) => {
      if (body.tools) return answer(response, 400, { error: { message: 'scripted-1 does not support tools' } });
      const text =
        asked++ === 0
          ? '```json\n{"tools":[{"name":"search_library","arguments":{"type":"movie"}}]}\n```'
          : 'There are 12 films.';
      streamed(response, { text });
    };
    const heard = await ai.ask(ben, 'How many films?');
    expect(heard.text).toBe('There are 12 films.');
    expect(all(heard, 'tool')).toHaveLength(1);
    expect((await ai.ask(ben, 'How many films?')).status).toBe(200);
    expect(provider.calls.filter(({ body }) => body.tools)).toHaveLength(1);
    for (const { body } of provider.calls.slice(1)) {
      const [rules, ...said]: { role: string; content: string }[] = body.messages;
      expect([rules.role, rules.content.includes('River Song')]).toEqual(['system', false]);
      // What is looked up comes by a person's turn, and turns alternate.
      expect(said.map(({ role }) => role)).toEqual(said.length === 1 ? ['user'] : ['user', 'assistant', 'user']);
    }
    expect(provider.calls[2].body.messages.at(-1).content).toContain('River Song');
    // Learnt for the model: the others of these specs ask another one's tools.
    ai.library.get(ChatQuirks).learn({ baseUrl: provider.url, model: 'scripted-1', apiKey: null }, { noTools: false });
  });

  it('names what is not in the library only to who asks for it, marked', async () => {
    script({
      text: 'Here you are:\n- [[outside:Crimson Lighthouse|2003]] is tense.\n- [[outside:River Song 3]] is nice.',
    });
    const asked = await ai.ask(ben, 'What should I see that is not in my library?');
    expect(asked.text).toBe('Here you are:');
    expect(all(asked, 'items')[0].items).toEqual([
      { itemId: null, item: null, reason: null, said: [], inLibrary: false, title: 'Crimson Lighthouse', year: 2003 },
      expect.objectContaining({ itemId: await idOf('River Song 3'), inLibrary: true, title: null }),
    ]);
    expect((await ai.ask(ben, 'What should I see?')).raw).not.toMatch(/Crimson/);
  });
});

describe('when a share ends, what was said', () => {
  let conversation: string;
  let sealed: string;

  beforeAll(async () => {
    sealed = await idOf('Sealed Garden');
    conversation = await ai.converse(cleo);
    script(
      { calls: [{ name: 'get_item', arguments: { itemId: sealed } }, search({ type: 'movie', limit: 25 }).calls![0]] },
      (call) => ({
        text: `Try [[item:${sealed}]] tonight. Sealed Garden is a good one.\nYou have [[figure:t2.count]] films, such as [[item:${told(call).find(({ id }) => id !== sealed)!.id}]].`,
      }),
    );
    const heard = await ai.ask(cleo, 'Anything nice?', conversation);
    expect(heard.text).toMatch(
      /^Try Sealed Garden tonight\. Sealed Garden is a good one\.\nYou have 13 films, such as River/,
    );
    await ai.library.share(cleo, server, ['1']);
  });
  afterAll(() => ai.library.share(cleo, server, ['1', '2']));

  it('tells nothing of it to the person any more, and the rest as before', async () => {
    const { body } = await ai.call(cleo, 'GET', `conversations/${conversation}`);
    expect(JSON.stringify(body)).not.toContain('Sealed');
    expect(body.messages[1].text).toMatch(/^Try … tonight\.\s+You have 13 films, such as River Song \d+\.$/);
    expect(body.messages[1].blocks[0].text).toBe(body.messages[1].text);
    expect(body.messages[1].tools[0].summary).toBe('… (1971)');
    const exported = await ai.call(cleo, 'GET', 'conversations/export');
    expect(JSON.stringify(exported.body)).not.toContain('Sealed');
  });

  it('is neither sent to the provider nor ground for an answer', async () => {
    script({ text: `See [[item:${sealed}]]. Sealed Garden is nice. There are 13 films.` });
    const heard = await ai.ask(cleo, 'Sure?', conversation);
    expect(JSON.stringify(provider.calls[0].body.messages)).not.toMatch(/Sealed/);
    expect(provider.calls[0].body.messages.find(({ role }: { role: string }) => role === 'assistant').content).toMatch(
      /^Try … tonight\.\s+You have \[\[figure:t2\.count\]\] films/,
    );
    expect(heard.text).toBe('There are 13 films.');
  });

  it('is there again with the share', async () => {
    await ai.library.share(cleo, server, ['1', '2']);
    const { body } = await ai.call(cleo, 'GET', `conversations/${conversation}`);
    expect(body.messages[1].text).toContain('Try Sealed Garden tonight. Sealed Garden is a good one.');
  });
});

describe('a fault of the provider', () => {
  const half = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event({ choices: [{ delta: { content: 'This is fine. And this is ' } }] }));
  };

  it.each<[string, (call: ProviderCall, response: ServerResponse) => void]>([
    ['ai-cut', (_, response) => half(response) ?? setTimeout(() => response.destroy(), 50)],
    ['ai-malformed', (_, response) => half(response) ?? response.end('data: {oops\n\n')],
    ['ai-server-error', (_, response) => half(response) ?? response.end(event({ error: { message: 'x' } }))],
  ])('%s keeps what came before it', async (code, play) => {
    provider.completion = play;
    const conversation = await ai.converse(ben);
    const heard = await ai.ask(ben, 'Hello?', conversation);
    expect(heard.text).toBe('This is fine.');
    expect(heard.events.at(-1)).toMatchObject({
      name: 'error',
      data: { code, status: 502, messageId: expect.any(String) },
    });
    const { body } = await ai.call(ben, 'GET', `conversations/${conversation}`);
    expect(body.messages[1]).toMatchObject({ state: 'partial', text: 'This is fine.', errorCode: code });
    script({ text: 'Fine now.' });
    expect((await ai.ask(ben, 'Again?', conversation)).text).toBe('Fine now.');
  });

  it.each<[string, number]>([
    ['ai-unauthorized', 401],
    ['ai-rate-limited', 429],
    ['ai-no-credit', 402],
    ['ai-server-error', 500],
    ['ai-timeout', 504],
    ['ai-malformed', 400],
  ])('is told as %s', async (code, status) => {
    provider.completion = (_, response) => answer(response, status, { error: {} }, { 'retry-after': '7' });
    const conversation = await ai.converse(ben);
    const heard = await ai.ask(ben, 'Hello?', conversation);
    expect(heard.events.map(({ name }) => name)).toEqual(['error']);
    expect(heard.events[0].data).toMatchObject({ code, retryAfterSeconds: status === 429 ? 7 : null });
    const { body } = await ai.call(ben, 'GET', `conversations/${conversation}`);
    expect(body.messages[1]).toMatchObject({ state: 'failed', blocks: [], errorCode: code });
  });
});

it('hangs up on the provider within a second when the person leaves, and keeps what came', async () => {
  provider.calls.length = 0;
  provider.completion = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event({ choices: [{ delta: { content: 'This is fine. And ' } }] }));
  };
  const conversation = await ai.converse(ben);
  const abort = new AbortController();
  let heard = '';
  const hear = (part: string) => (heard += part);
  const asked = ai.ask(ben, 'Hello?', conversation, abort.signal, hear).catch(() => null);
  while (!heard.includes('event: text')) await sleep(10);
  expect((await ai.ask(ben, 'And?', conversation)).problem).toMatchObject({ status: 409, code: 'turn-running' });
  const at = performance.now();
  abort.abort();
  await asked;
  while (provider.calls[0].hungUpAt === null) await sleep(10);
  expect(provider.calls[0].hungUpAt - at).toBeLessThan(1_000);
  const messages = async () => (await ai.call(ben, 'GET', `conversations/${conversation}`)).body.messages;
  while ((await messages()).length < 2) await sleep(10);
  expect((await messages())[1]).toMatchObject({ state: 'partial', text: 'This is fine.', errorCode: 'cancelled' });
  script({ text: 'Fine now.' });
  expect((await ai.ask(ben, 'Again?', conversation)).status).toBe(200);
});

describe('hangs up on the provider, and tells the person, when the answer is wanted no more', () => {
  it.each<[string, (conversation: string) => Promise<{ status: number }>]>([
    ['since its conversation is deleted', (id) => ai.call(ben, 'DELETE', `conversations/${id}`)],
    ['since all are deleted', () => ai.call(ben, 'DELETE', 'conversations')],
    ['since the person switched it off', () => ai.call(ben, 'PUT', 'preferences', { enabled: false })],
    ['since an administrator switched it off', () => ai.call(admin, 'PUT', 'settings', { enabled: false })],
  ])('%s', async (_, unwant) => {
    provider.calls.length = 0;
    provider.completion = (_call, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ choices: [{ delta: { content: 'This is ' } }] }));
    };
    const conversation = await ai.converse(ben);
    const asked = ai.ask(ben, 'Hello?', conversation);
    while (provider.calls.length === 0) await sleep(10);
    const at = performance.now();
    expect((await unwant(conversation)).status).toBeLessThan(300);
    expect((await asked).events.at(-1)).toMatchObject({ name: 'error', data: { code: 'cancelled' } });
    while (provider.calls[0].hungUpAt === null) await sleep(10);
    expect(provider.calls[0].hungUpAt - at).toBeLessThan(1_000);
    await ai.call(ben, 'PUT', 'preferences', { enabled: true });
    await ai.call(admin, 'PUT', 'settings', { enabled: true });
  });

  it('is not heard by the answers of others', async () => {
    let end: () => void = () => undefined;
    provider.calls.length = 0;
    provider.completion = (_call, response) => (end = () => streamed(response, { text: 'Fine now.', usage: USAGE }));
    const asked = ai.ask(ben, 'Hello?');
    while (provider.calls.length === 0) await sleep(10);
    await ai.call(cleo, 'DELETE', 'conversations');
    await sleep(100);
    end();
    expect((await asked).text).toBe('Fine now.');
  });
});

describe('conversations', () => {
  it('are their owner’s alone', async () => {
    const id = await ai.converse(ben);
    const heard = await ai.ask(ben, 'Hello?', id);
    const { messageId } = heard.events.at(-1)!.data;
    for (const other of [cleo, admin]) {
      expect((await ai.call(other, 'GET', `conversations/${id}`)).status).toBe(404);
      expect((await ai.call(other, 'DELETE', `conversations/${id}`)).status).toBe(404);
      expect((await ai.ask(other, 'Mine?', id)).status).toBe(404);
      expect((await ai.call(other, 'PUT', `messages/${messageId}/feedback`, { value: 'bad' })).status).toBe(404);
      expect(JSON.stringify((await ai.call(other, 'GET', 'conversations')).body)).not.toContain(id);
      expect(JSON.stringify((await ai.call(other, 'GET', 'conversations/export')).body)).not.toContain(id);
    }
    expect((await ai.call(ben, 'PUT', `messages/${messageId}/feedback`, { value: 'good' })).status).toBe(204);
    expect((await ai.call(ben, 'GET', `conversations/${id}`)).body.messages[1].feedback).toBe('good');
    expect((await ai.call(ben, 'PUT', `messages/${messageId}/feedback`, { value: 'meh' })).status).toBe(400);
  });

  it('keep the codes of what the server said, for every language that it is read in', async () => {
    const id = await ai.converse(ben);
    const args = { type: 'movie', genre: 'Polka', q: 'Nowhere Lane' };
    script(search(args), { text: 'Watch Crimson Lighthouse tonight.' });
    const heard = await ai.ask(ben, 'Any polka movies?', id);
    const [step] = all(heard, 'tool');
    // What the model made up stands in no value either.
    expect(step.said).toEqual([{ code: 'so-many-found', text: 'Nothing found', values: { count: 0 } }]);
    const caveat = all(heard, 'notice').find(({ code }) => code === 'caveat');
    expect(caveat.said).toContainEqual({
      ...{ code: 'genre-unknown', text: 'No title is of the genre “Polka”.', values: { genre: 'Polka' } },
    });
    expect(caveat.text).toBe(caveat.said.map(({ text }: { text: string }) => text).join(' '));
    expect(heard.raw).not.toContain('Nowhere');
    const kept = (await ai.call(ben, 'GET', `conversations/${id}`)).body.messages[1];
    expect(kept.tools[0].said).toEqual(step.said);
    expect(kept.blocks).toContainEqual({ kind: 'notice', ...caveat });
    const exported = (await ai.call(ben, 'GET', 'conversations/export')).body.conversations;
    expect(exported.find((one: { id: string }) => one.id === id).messages[1]).toEqual(kept);
  });

  it('of before there were codes have their text alone', async () => {
    const id = await ai.converse(ben);
    script(search(), { text: 'Watch Crimson Lighthouse tonight.' });
    await ai.ask(ben, 'What now?', id);
    await test.database.run(
      `UPDATE ai_messages SET tools = (SELECT jsonb_agg(step - 'said') FROM jsonb_array_elements(tools) step),
         blocks = (SELECT jsonb_agg(block - 'said') FROM jsonb_array_elements(blocks) block)
       WHERE conversation_id = $1 AND role = 'assistant'`,
      [id],
    );
    const { blocks, tools } = (await ai.call(ben, 'GET', `conversations/${id}`)).body.messages[1];
    expect(tools).toMatchObject([{ summary: '12 movies', said: [] }]);
    expect(blocks.find(({ kind }: { kind: string }) => kind === 'notice')).toMatchObject({ code: 'found', said: [] });
  });

  it('word the reason of a title by its code, in later turns too', async () => {
    const id = await ai.converse(ben);
    script({ calls: [{ name: 'my_history', arguments: {} }] }, (call) => ({
      text: `It was [[item:${told(call)[0].id}]].`,
    }));
    const [{ items: first }] = all(await ai.ask(ben, 'What did I watch?', id), 'items');
    expect(first[0].said).toMatchObject([{ code: 'watched-on', text: first[0].reason }]);
    script({ text: `Once more: [[item:${first[0].itemId}]].` });
    const [{ items: again }] = all(await ai.ask(ben, 'Which one was it?', id), 'items');
    expect(again[0].said).toEqual(first[0].said);
  });

  it('are paged, exported and deleted', async () => {
    await ai.call(cleo, 'DELETE', 'conversations');
    const ids = [await ai.converse(cleo), await ai.converse(cleo), await ai.converse(cleo)];
    await ai.ask(cleo, 'Hello?', ids[0]);
    const first = (await ai.call(cleo, 'GET', 'conversations?limit=2')).body;
    const second = (await ai.call(cleo, 'GET', `conversations?limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([ids[0], ids[2], ids[1]]);
    const { body, headers } = await ai.call(cleo, 'GET', 'conversations/export');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="smartplex-conversations-/);
    expect(body.conversations.map(({ id }: { id: string }) => id)).toEqual([ids[0], ids[2], ids[1]]);
    expect(body.conversations[0].messages).toHaveLength(2);
    expect((await ai.call(cleo, 'DELETE', `conversations/${ids[0]}`)).status).toBe(204);
    expect((await ai.call(cleo, 'DELETE', 'conversations')).status).toBe(204);
    expect((await ai.call(cleo, 'GET', 'conversations')).body).toEqual({ items: [], nextCursor: null });
    expect((await ai.call(ben, 'GET', 'conversations')).body.items.length).toBeGreaterThan(0);
  });

  it('lose the cards of what is no longer shared, and their ground', async () => {
    const id = await ai.converse(cleo);
    const garden = await idOf('Sealed Garden');
    script(search({ type: 'movie', q: 'Sealed Garden' }), { text: `Try [[item:${garden}]].` });
    expect((await ai.ask(cleo, 'Sealed Garden?', id)).text).toBe('Try Sealed Garden.');
    const servers = await test.database.rows<{ id: string }>('SELECT id FROM plex_servers');
    await ai.library.share(cleo, servers[0].id, ['1']);
    const items = (await ai.call(cleo, 'GET', `conversations/${id}`)).body.messages[1].blocks[1].items;
    const gone = { itemId: garden, item: null, reason: null, said: [], inLibrary: true, title: null, year: null };
    expect(items).toEqual([gone]);
    script({ text: `Try [[item:${garden}]] again.` });
    const heard = await ai.ask(cleo, 'And now?', id);
    expect(heard.text).toBe('');
    expect(all(heard, 'items')).toEqual([]);
    await ai.library.share(cleo, servers[0].id, ['1', '2']);
  });

  it('go with their owner', async () => {
    const dora = await ai.library.addUser('779', 'user');
    await ai.ask(dora, 'Hello?');
    await test.database.run('DELETE FROM users WHERE id = $1', [dora.userId]);
    const left = 'SELECT count(*)::int AS count FROM ai_conversations WHERE user_id = $1';
    expect((await test.database.row<{ count: number }>(left, [dora.userId]))!.count).toBe(0);
  });

  it.each([[{ text: '' }], [{ text: '   ' }], [{ text: 'x'.repeat(2001) }], [{ text: 'x', role: 'system' }], [{}]])(
    'refuse %j',
    async (body) => {
      const id = await ai.converse(ben);
      expect((await ai.call(ben, 'POST', `conversations/${id}/messages`, body)).status).toBe(400);
    },
  );
});

describe('the budget', () => {
  const settle = (body: object) => ai.call(admin, 'PUT', 'settings', body);
  afterEach(() =>
    settle({ enabled: true, monthlyTokensPerUser: null, pricePerMillionInput: null, pricePerMillionOutput: null }),
  );

  it('is reckoned from the ledger, and ends questions before they are asked', async () => {
    const emil = await ai.library.addUser('780', 'user');
    await settle({ monthlyTokensPerUser: 200, pricePerMillionInput: 1, pricePerMillionOutput: 10 });
    await ai.ask(emil, 'Hello?');
    const { body } = await ai.call(emil, 'GET', 'usage');
    expect(body).toMatchObject({ promptTokens: 100, completionTokens: 20, tokens: 120, calls: 1, estimatedCalls: 0 });
    expect(body).toMatchObject({ cost: 0.0003, limit: 200, left: 80, month: new Date().toISOString().slice(0, 7) });
    await ai.ask(emil, 'Hello?');
    provider.calls.length = 0;
    const refused = await ai.ask(emil, 'Hello?');
    expect(refused.problem).toMatchObject({ status: 429, code: 'ai-budget-spent' });
    expect(provider.calls).toEqual([]);
    await ai.call(emil, 'DELETE', 'conversations');
    expect((await ai.call(emil, 'GET', 'usage')).body).toMatchObject({ tokens: 240, left: 0 });
    const everybody = (await ai.call(admin, 'GET', 'usage/users')).body.items;
    expect(everybody.find(({ userId }: { userId: string }) => userId === emil.userId)).toMatchObject({ tokens: 240 });
    expect((await ai.ask(ben, 'Hello?')).problem).toMatchObject({ code: 'ai-budget-spent' });
  });

  it('is told by month and person, with what has no price', async () => {
    const gwen = await ai.library.addUser('782', 'user');
    const usedAt = '2024-02-29T23:59:59.999Z';
    await test.database.run(
      `INSERT INTO ai_usage (user_id, used_at, purpose, model, prompt_tokens, completion_tokens, estimated, cost)
       VALUES ($1, $2, 'assistant', 'm', 1000, 50, false, 0.5), ($1, '2024-02-01T00:00:00Z', 'assistant', 'm', 7, 3, true, NULL),
         ($1, '2024-03-01T00:00:00Z', 'assistant', 'm', 1, 1, false, NULL)`,
      [gwen.userId, usedAt],
    );
    const told = await ai.call(admin, 'GET', 'usage/users?month=2024-02');
    const { count } = (await test.database.row<{ count: number }>('SELECT count(*)::int FROM users'))!;
    expect(told.body).toEqual({
      ...{ month: '2024-02', firstMonth: '2024-02', people: count, nextCursor: null },
      items: [
        {
          ...{ userId: gwen.userId, displayName: expect.any(String), lastUsedAt: usedAt },
          ...{ promptTokens: 1007, completionTokens: 53, tokens: 1060, calls: 2, estimatedCalls: 1 },
          ...{ cost: 0.5, unpricedCalls: 1 },
        },
      ],
    });
    await test.database.run('UPDATE users SET disabled = true WHERE id = $1', [gwen.userId]);
    expect((await ai.call(admin, 'GET', 'usage/users?month=2023-12')).body).toMatchObject({
      ...{ items: [], firstMonth: '2024-02', people: count - 1 },
    });
    for (const month of ['2024-13', '2024', '0000-01', '2024-2', ''])
      expect([month, (await ai.call(admin, 'GET', `usage/users?month=${month}`)).status]).toEqual([month, 400]);
  });

  it('is kept where the provider does not count', async () => {
    const fay = await ai.library.addUser('781', 'user');
    provider.completion = (_, response) => streamed(response, { text: 'Hello.' });
    await ai.ask(fay, 'Hello?');
    const { body } = await ai.call(fay, 'GET', 'usage');
    expect(body).toMatchObject({ calls: 1, estimatedCalls: 1, cost: null });
    expect(body.tokens).toBeGreaterThan(100);
  });

  it('matters to nobody who is switched off', async () => {
    expect((await ai.call(ben, 'GET', 'preferences')).body).toEqual({ enabled: true });
    await ai.call(ben, 'PUT', 'preferences', { enabled: false });
    expect((await ai.ask(ben, 'Hello?')).problem).toMatchObject({ status: 409, code: 'ai-disabled' });
    expect((await ai.call(ben, 'GET', 'status')).body).toMatchObject({ enabled: false, enabledForMe: false });
    expect((await ai.ask(cleo, 'Hello?')).status).toBe(200);
    await ai.call(ben, 'PUT', 'preferences', { enabled: true });
    await settle({ enabled: false });
    expect((await ai.ask(ben, 'Hello?')).problem).toMatchObject({ status: 409, code: 'ai-disabled' });
    expect((await ai.call(ben, 'GET', 'status')).body).toMatchObject({
      configured: true,
      enabled: false,
      enabledForMe: true,
    });
  });
});

it('tells the provider only what it may read, also of what was said before', async () => {
  const conversation = await ai.converse(ben);
  script(search(), { text: 'Try River Song 3.' });
  expect((await ai.ask(ben, 'What is there?', conversation)).text).toBe('Try River Song 3.');
  await ai.call(admin, 'PUT', 'settings', { allowedFields: ['years'] });
  script(search(), (call) => ({ text: `Try [[item:${told(call)[0].id}]].` }));
  const heard = await ai.ask(ben, 'Anything nice?', conversation);
  expect(heard.text).toMatch(/^Try River Song/);
  expect(JSON.stringify(provider.calls)).not.toMatch(/River Song|Ida Voss|Comedy/);
  await ai.call(admin, 'PUT', 'settings', { allowedFields: ['titles', 'years', 'genres', 'people', 'counts'] });
});
