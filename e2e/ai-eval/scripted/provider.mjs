#!/usr/bin/env node
// A language model that is none: speaks the OpenAI-compatible streaming protocol, chooses tools by `rules.mjs` from what
// was asked alone, and words an answer from what the tools sent back. It believes whatever it reads, and each of its models
// but the first has a fault, so that an evaluation that lets everything pass is found out.
import { createServer } from 'node:http';
import { chooseCalls } from './rules.mjs';
import { wordAnswer } from './words.mjs';

/** What each model does to the calls that the rules chose. */
const MODELS = {
  scripted: (calls) => calls,
  'scripted-wrong-tool': () => [{ name: 'recently_added', arguments: { days: 14 } }],
  'scripted-wrong-filter': (calls) => calls.map(({ name, arguments: args }) => ({ name, arguments: withoutOne(args) })),
  'scripted-mute': (calls) => calls,
  'scripted-inventive': () => [],
  /** Has no fault, but takes no tools: it writes down what it wants to have looked up. */
  'scripted-planning': (calls) => calls,
};
const INVENTION = 'You should watch Crimson Lighthouse. You have 4711 films, and Zyxor runs for 93 minutes.';

function withoutOne(args) {
  const [first, ...others] = Object.keys(args).reverse();
  return first === undefined ? {} : Object.fromEntries(others.map((name) => [name, args[name]]));
}

/** @returns {{ text?: string, calls?: { name: string, arguments: object }[] }} */
function replyTo({ messages, tools = [], model }) {
  const asked = messages.filter((message) => message.role === 'user' && dataOf(message) === null).map(questionOf);
  const since = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1);
  const results = since.filter(({ role }) => role === 'tool').map(({ content }) => JSON.parse(content));
  if (/^Call the tool /.test(asked.at(-1)))
    return { calls: [{ name: tools[0].function.name, arguments: { status: 'ok' } }] };
  if (model === 'scripted-planning') return planned(asked, messages.at(-1));
  if (model === 'scripted-inventive') return { text: INVENTION };
  const calls = chooseCalls(asked, results);
  if (calls.length > 0) return { calls: MODELS[model](calls) };
  return { text: model === 'scripted-mute' ? 'Here you are.' : wordAnswer(asked.at(-1), results) };
}

/** Without the titles that the server says were named before. */
function questionOf({ content }) {
  return content.replace(/^Titles that were named before, as data: .*\n\n/, '');
}

/** What the server looked up by a plan: one line of JSON for each of its tools. */
function dataOf({ role, content }) {
  return /^Data that the tools returned, as JSON[^\n]*\n([\s\S]*)$/.exec(role === 'user' ? content : '')?.[1] ?? null;
}

/** First the plan, then the answer from what the server made of it. */
function planned(asked, last) {
  const lines = dataOf(last);
  if (lines === null) return { text: JSON.stringify({ tools: chooseCalls(asked, []) }) };
  return {
    text: wordAnswer(
      asked.at(-1),
      lines.split('\n').map((line) => JSON.parse(line)),
    ),
  };
}

function stream(response, { text = '', calls = [] }) {
  const send = (value) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  const delta = (value) => send({ choices: [{ index: 0, delta: value }] });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  delta({ role: 'assistant', content: '' });
  for (const piece of text.match(/[\s\S]{1,11}/gu) ?? []) delta({ content: piece });
  for (const [index, { name, arguments: args }] of calls.entries()) {
    const json = JSON.stringify(args);
    delta({ tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } }] });
    for (const piece of json.match(/[\s\S]{1,16}/gu) ?? [])
      delta({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: calls.length > 0 ? 'tool_calls' : 'stop' }] });
  send({ choices: [], usage: { prompt_tokens: 100, completion_tokens: 20 } });
  response.end('data: [DONE]\n\n');
}

/** As it is sent to who wants no stream. */
function wholeOf({ text = null, calls = [] }) {
  const toolCalls = calls.map(({ name, arguments: args }, index) => ({
    ...{ id: `call_${index}`, type: 'function', function: { name, arguments: JSON.stringify(args) } },
  }));
  const message = { role: 'assistant', content: text, ...(calls.length > 0 ? { tool_calls: toolCalls } : {}) };
  return { choices: [{ index: 0, message, finish_reason: calls.length > 0 ? 'tool_calls' : 'stop' }] };
}

function answer(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function serve(request, response) {
  let text = '';
  for await (const chunk of request) text += chunk;
  if (request.url === '/v1/models')
    return answer(response, 200, { object: 'list', data: Object.keys(MODELS).map((id) => ({ id, object: 'model' })) });
  if (request.url !== '/v1/chat/completions') return answer(response, 404, { error: { message: 'Not found' } });
  const body = JSON.parse(text);
  if (!(body.model in MODELS))
    return answer(response, 404, { error: { message: 'no such model', code: 'model_not_found' } });
  if (body.model === 'scripted-planning' && body.tools?.length > 0)
    return answer(response, 400, { error: { message: `${body.model} does not support tools` } });
  const reply = replyTo(body);
  if (body.stream) stream(response, reply);
  else answer(response, 200, wholeOf(reply));
}

const server = createServer((request, response) => {
  serve(request, response).catch((error) => {
    console.error(error);
    if (response.headersSent) response.destroy();
    else answer(response, 500, { error: { message: 'the script failed' } });
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/v1`));
process.once('SIGTERM', () => process.exit(0));
