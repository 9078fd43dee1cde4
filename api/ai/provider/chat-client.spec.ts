import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { AppConfig, readEnvironment } from '../../infra/config';
import { OutboundPolicy } from '../../infra/outbound';
import { answer, event, ScriptedProvider, streamed } from '../testing/scripted-provider';
import { ChatError, type ChatReply, type ChatRequest } from './chat';
import { ChatClient, type ChatOptions } from './chat-client';
import { ChatQuirks } from './chat-quirks';

const TOOL = { name: 'look', description: 'Looks.', parameters: { type: 'object', properties: {} } };
const REQUEST: ChatRequest = { messages: [{ role: 'user', content: 'Hello' }], tools: [TOOL], maxTokens: 100 };

let provider: ScriptedProvider;
let client: ChatClient;
let quirks: ChatQuirks;
let heard: string;

beforeEach(async () => {
  provider = new ScriptedProvider();
  await provider.start();
  quirks = new ChatQuirks();
  const config = new AppConfig(readEnvironment({ DATA_DIR: '/tmp' }), 'postgres://127.0.0.1:2/none');
  client = new ChatClient(new OutboundPolicy(config), quirks);
  heard = '';
});
afterEach(async () => {
  await client.onApplicationShutdown();
  await provider.stop();
});

const target = (baseUrl = provider.url) => ({ baseUrl, model: 'scripted-1', apiKey: null });
const chat = (options: Partial<ChatOptions> = {}, baseUrl?: string): Promise<ChatReply> =>
  client.chat(target(baseUrl), REQUEST, {
    signal: new AbortController().signal,
    timeoutMs: 5_000,
    onText: (delta) => (heard += delta),
    ...options,
  });
const fault = async (options?: Partial<ChatOptions>, baseUrl?: string): Promise<ChatError> => {
  const error: unknown = await chat(options, baseUrl).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ChatError);
  return error as ChatError;
};
const raw = (play: (response: ServerResponse) => void, type = 'text/event-stream') =>
  (provider.completion = (_, response) => {
    response.writeHead(200, { 'content-type': type });
    play(response);
  });
async function inPieces(response: ServerResponse, bytes: Buffer, size: number): Promise<void> {
  for (let at = 0; at < bytes.length; at += size) {
    response.write(bytes.subarray(at, at + size));
    await new Promise(setImmediate);
  }
  response.end();
}
const say = (content: string, finish: string | null = null) =>
  event({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] });

describe('an answer', () => {
  it('is put together from what is streamed, with its tool calls and its usage', async () => {
    const usage = { prompt_tokens: 12, completion_tokens: 34 };
    const calls = [
      { name: 'look', arguments: { q: 'a' } },
      { name: 'find', arguments: { q: 'b' } },
    ];
    provider.completion = (_, response) => streamed(response, { text: 'Guten Tag, wie geht’s?', calls, usage });
    expect(await chat()).toEqual({
      text: 'Guten Tag, wie geht’s?',
      toolCalls: [
        { id: 'call_look', name: 'look', arguments: '{"q":"a"}' },
        { id: 'call_find', name: 'find', arguments: '{"q":"b"}' },
      ],
      usage: { promptTokens: 12, completionTokens: 34, estimated: false },
      stoppedBy: null,
    });
    expect(heard).toBe('Guten Tag, wie geht’s?');
    expect(provider.calls[0].body).toEqual({
      model: 'scripted-1',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 100,
      tools: [{ type: 'function', function: TOOL }],
    });
  });

  it('is the same wherever its bytes are cut, with comments, CRLF and without a last empty line', async () => {
    const bytes = Buffer.from(
      `: keep-alive\r\n\r\n${say('Ä€😀').replaceAll('\n', '\r\n')}event: x\r\n: more\r\n${say('é', 'stop').trimEnd()}`,
    );
    for (const size of [1, 2, 3, 5, 1000]) {
      heard = '';
      raw((response) => void inPieces(response, bytes, size));
      expect((await chat()).text).toBe('Ä€😀é');
      expect(heard).toBe('Ä€😀é');
    }
  });

  it('may come in one piece although a stream was asked for', async () => {
    provider.completion = (_, response) => answer(response, 200, { choices: [{ message: { content: 'Whole.' } }] });
    expect((await chat()).text).toBe('Whole.');
    raw((response) =>
      response.end(`\n${JSON.stringify({ choices: [{ message: { content: 'Mislabelled.' } }] }, null, 1)}`),
    );
    expect((await chat()).text).toBe('Mislabelled.');
    const call = { function: { name: 'look', arguments: { q: 1 } } };
    provider.completion = (_, response) =>
      answer(response, 200, { choices: [{ message: { content: null, tool_calls: [call, call] } }] });
    expect((await chat()).toolCalls.map(({ arguments: args }) => args)).toEqual(['{"q":1}', '{"q":1}']);
  });

  it.each([{ prompt_tokens: 9e15, completion_tokens: 1 }, { prompt_tokens: null }, { prompt_tokens: -1 }, 'many'])(
    'has its tokens reckoned where the provider counts %j',
    async (usage) => {
      provider.completion = (_, response) => streamed(response, { text: 'Hello.', usage: usage as never });
      expect(await chat()).toMatchObject({ text: 'Hello.', usage: { estimated: true } });
    },
  );

  it('has its tokens reckoned where the provider does not count them', async () => {
    raw((response) => response.end(`${say('12345678', 'length')}data: [DONE]\n\n`));
    const { usage, stoppedBy } = await chat();
    expect(usage).toEqual({ promptTokens: expect.any(Number), completionTokens: 2, estimated: true });
    expect(usage.promptTokens).toBeGreaterThan(10);
    expect(stoppedBy).toBe('truncated');
  });

  it('says so where a filter of the provider held the rest back', async () => {
    raw((response) => response.end(say('So far', 'content_filter')));
    expect(await chat()).toMatchObject({ text: 'So far', stoppedBy: 'filtered' });
  });

  it('is asked for without what the endpoint refuses, which is remembered', async () => {
    provider.completion = ({ body }, response) => {
      if (body.stream_options) answer(response, 400, { error: { message: "Unknown field 'stream_options'" } });
      else if (body.max_tokens)
        answer(response, 400, { error: { message: "Use 'max_completion_tokens' instead of 'max_tokens'." } });
      else streamed(response, { text: 'ok' });
    };
    expect((await chat()).text).toBe('ok');
    expect((await chat()).text).toBe('ok');
    expect(provider.calls).toHaveLength(4);
  });
});

describe('a fault', () => {
  const refuse = (status: number, message: string, headers = {}) =>
    (provider.completion = (_, response) => answer(response, status, { error: { message } }, headers));

  it.each<[string, () => void]>([
    ['unauthorized', () => (provider.key = 'another')],
    ['unknown-model', () => (provider.model = 'another')],
    ['rate-limited', () => refuse(429, 'slow down')],
    ['no-credit', () => refuse(402, 'Insufficient credits')],
    ['no-credit', () => refuse(429, 'You exceeded your current quota, please check your plan and billing details.')],
    ['server-error', () => refuse(500, 'oops')],
    ['no-tools', () => refuse(400, 'this model does not support tools')],
    ['malformed', () => refuse(302, 'there')],
    [
      'server-error',
      () => refuse(400, 'Your request has too many tokens. Reduce the length of the messages or tools.'),
    ],
    ['malformed', () => (provider.completion = (_, response) => response.writeHead(403).end('<h1>Denied</h1>'))],
    ['malformed', () => refuse(404, 'Invalid URL (POST /chat/completions)')],
    ['malformed', () => raw((response) => response.end('<html>hello</html>'), 'text/html')],
    ['malformed', () => raw((response) => response.end('data: {not json}\n\n'))],
    ['malformed', () => raw((response) => response.end('[]'), 'application/json')],
    ['malformed', () => raw((response) => response.end(say('x'.repeat(100_000), 'stop')))],
    ['malformed', () => raw((response) => response.end(`data: ${'x'.repeat(3_000_000)}`))],
    ['cut', () => raw((response) => response.write(say('half')) && setTimeout(() => response.destroy(), 50))],
    ['cut', () => raw((response) => response.end(say('half')))],
    ['server-error', () => raw((response) => response.end(event({ error: { message: 'upstream' } })))],
    ['rate-limited', () => raw((response) => response.end(event({ error: { code: 429, message: 'upstream' } })))],
    ['unreachable', () => (provider.completion = (_, response) => response.destroy())],
  ])('is %s', async (expected, arrange) => {
    arrange();
    expect((await fault()).fault).toBe(expected);
  });

  it('of a connection is told apart too', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n\r\n')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    expect((await fault({}, `http://127.0.0.1:${port}/v1`)).fault).toBe('malformed');
    expect((await fault({}, `https://127.0.0.1:${port}/v1`)).fault).toBe('tls');
    server.close();
    expect((await fault({}, 'http://127.0.0.1:1/v1')).fault).toBe('unreachable');
    expect((await fault({}, 'http://169.254.169.254/v1')).fault).toBe('address-denied');
  });

  it('keeps what came before it', async () => {
    raw((response) => response.end(say('The first half')));
    const { partial } = await fault();
    expect(partial.text).toBe('The first half');
    expect(heard).toBe('The first half');
  });

  it('says how long to wait', async () => {
    refuse(429, 'slow', { 'retry-after': '7' });
    expect((await fault()).retryAfterSeconds).toBe(7);
    refuse(429, 'slow', { 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
    expect((await fault()).retryAfterSeconds).toBeGreaterThan(50);
    refuse(429, 'slow', { 'retry-after': 'soon' });
    expect((await fault()).retryAfterSeconds).toBeNull();
  });

  it('of a model without tools is remembered', async () => {
    refuse(400, 'registry.ollama.ai/library/x does not support tools');
    await fault();
    expect(quirks.of(target())).toEqual({ noTools: true });
  });

  it('comes when time is over', async () => {
    raw((response) => response.write(say('slow ')));
    const startedAt = performance.now();
    expect((await fault({ timeoutMs: 300 })).fault).toBe('timeout');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

it('hangs up on the provider at once when it is told to', async () => {
  raw((response) => response.write(say('slow ')));
  const abort = new AbortController();
  const asked = fault({ signal: abort.signal });
  while (heard === '') await sleep(5);
  const at = performance.now();
  abort.abort();
  expect((await asked).fault).toBe('aborted');
  while (provider.calls[0].hungUpAt === null) await sleep(5);
  expect(provider.calls[0].hungUpAt - at).toBeLessThan(300);
});
