// A slow OpenAI-compatible endpoint as a program of its own: seconds until the first token, tool calls, then a long
// stream, at the pace of a model on somebody's own machine. Tells its parent when a caller hangs up.
import { createServer } from 'node:http';

const FIRST_TOKEN_MS = [1_000, 3_000];
const TOKEN_EVERY_MS = 40;
const USAGE = { prompt_tokens: 900, completion_tokens: 160 };
const TOOLS = [
  [{ name: 'search_library', arguments: { type: 'movie', yearFrom: 1980, yearTo: 1999, limit: 10 } }],
  [{ name: 'my_stats', arguments: {} }],
  [
    { name: 'recently_added', arguments: {} },
    { name: 'search_library', arguments: { type: 'movie', genre: 'Comedy', watched: false } },
  ],
  [{ name: 'recommend', arguments: {} }],
  [
    { name: 'search_library', arguments: { person: 'Anderson' } },
    { name: 'continue_watching', arguments: {} },
  ],
];

const event = (value) => `data: ${JSON.stringify(value)}\n\n`;
const delta = (value) => event({ choices: [{ index: 0, delta: value }] });
const end = (reason) =>
  event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] }) +
  event({ choices: [], usage: USAGE }) +
  'data: [DONE]\n\n';

/** Streams on their way: all of them move with one clock. */
const streams = new Set();
setInterval(() => {
  for (const stream of streams) {
    const token = stream.tokens.shift();
    stream.response.write(delta({ content: token }));
    if (stream.tokens.length > 0) continue;
    streams.delete(stream);
    stream.response.end(end('stop'));
  }
}, TOKEN_EVERY_MS);

/** Half of it stands on what the tools told, half is invented, as models do it. */
function prose(messages) {
  const told = messages.filter(({ role }) => role === 'tool').flatMap(({ content }) => JSON.parse(content).items ?? []);
  const cards = told.slice(0, 6).map(({ id }) => `- [[item:${id}]] is a good choice for a quiet evening at home.`);
  return [
    'Here is what I found for you in the library, and why it may be worth an evening.',
    ...cards,
    'You might also enjoy Crimson Lighthouse, which won 4711 awards in 1987.',
    'There are films of many kinds, and you have watched more of them lately than most people would.',
    'Let me know if you want something shorter, older, lighter or more adventurous than that!',
    'The Long Silence of Harbour Street is another one that Joel Arden directed.',
    'Otherwise I can look for another genre, or go through what was added lately.',
  ].join('\n');
}

function answer({ messages }, response) {
  const question = messages.findLastIndex(({ role }) => role === 'user');
  const isAsked = messages.slice(question).every(({ role }) => role !== 'tool');
  if (isAsked) {
    const number = Number(/\d+/.exec(messages[question].content)?.[0] ?? 0);
    const calls = TOOLS[number % TOOLS.length].map(({ name, arguments: args }, index) => ({
      ...{ index, id: `call_${index}`, type: 'function' },
      function: { name, arguments: JSON.stringify(args) },
    }));
    response.end(delta({ role: 'assistant', content: '', tool_calls: calls }) + end('tool_calls'));
  } else streams.add({ response, tokens: prose(messages).match(/[\s\S]{1,5}/gu) });
}

function serve(body, response) {
  const { content } = body.messages.findLast(({ role }) => role === 'user');
  const wait = FIRST_TOKEN_MS[0] + Math.random() * (FIRST_TOKEN_MS[1] - FIRST_TOKEN_MS[0]);
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  const timer = setTimeout(() => answer(body, response), wait);
  response.once('close', () => {
    if (response.writableFinished) return;
    clearTimeout(timer);
    for (const stream of streams) if (stream.response === response) streams.delete(stream);
    process.send({ question: content, hungUpAt: Date.now() });
  });
  process.send({ question: content, askedAt: Date.now() });
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  serve(JSON.parse(Buffer.concat(chunks).toString('utf8')), response);
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.once('disconnect', () => process.exit());
