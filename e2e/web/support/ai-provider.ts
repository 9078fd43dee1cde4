import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AiProvider {
  /** With the path of the API, as an administrator types it. */
  url: string;
  stop: () => Promise<void>;
}

/** Answers like an OpenAI-compatible API that wants `key`, knows one model, lets it call the first tool it is given and then answers. */
export async function startAiProvider(key: string, model: string): Promise<AiProvider> {
  const server = createServer((request, response) => void serve(request, response, key, model));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${port}/v1`, stop };
}

async function serve(request: IncomingMessage, response: ServerResponse, key: string, model: string): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  if (request.headers.authorization !== `Bearer ${key}`) return answer(response, 401, error('Incorrect API key'));
  if (request.url === '/v1/models') return answer(response, 200, { object: 'list', data: [{ id: model }] });
  const asked = JSON.parse(text) as Asked;
  if (asked.model !== model)
    return answer(response, 404, { error: { message: 'no such model', code: 'model_not_found' } });
  const usage = { prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200 };
  answer(response, 200, { choices: [{ index: 0, message: messageTo(asked) }], usage });
}

interface Asked {
  model: string;
  messages: { role: string }[];
  tools?: { function: { name: string } }[];
}

/** A call of the first tool, and an answer once that was run. */
function messageTo({ messages, tools }: Asked): object {
  const tool = messages.some(({ role }) => role === 'tool') ? undefined : tools?.[0];
  if (!tool) return { role: 'assistant', content: 'That is all that I found.' };
  const call = { id: 'call_1', type: 'function', function: { name: tool.function.name, arguments: '{"status":"ok"}' } };
  return { role: 'assistant', content: null, tool_calls: [call] };
}

function error(message: string): object {
  return { error: { message, code: 'invalid_api_key' } };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
