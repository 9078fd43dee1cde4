import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ProviderCall {
  method: string;
  path: string;
  authorization: string | undefined;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- specs read what was sent
  body: any;
  /** When the caller hung up before the answer was whole, as `performance.now()`; null where it did not. */
  hungUpAt: number | null;
}

type Play = (call: ProviderCall, response: ServerResponse) => void;

/** A small OpenAI-compatible endpoint over real HTTP: knows one model, which calls the first tool that it is given. */
export class ScriptedProvider {
  readonly calls: ProviderCall[] = [];
  /** Wanted key; null: everybody may. */
  key: string | null = null;
  model = 'scripted-1';
  /** Plays the answer to a chat completion. */
  completion: Play = ({ body }, response) => answer(response, 200, toolCall(body.tools[0].function.name as string));
  models: Play = (_, response) =>
    answer(response, 200, { object: 'list', data: [{ id: this.model, object: 'model' }] });
  private server: Server | null = null;

  /** With the path of the API, as an administrator types it. */
  get url(): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}/v1`;
  }

  async start(): Promise<void> {
    this.server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(null)));
    this.server = null;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { method = '', url = '', headers } = request;
    const body = text ? JSON.parse(text) : null;
    const call: ProviderCall = { method, path: url, authorization: headers.authorization, body, hungUpAt: null };
    response.once('close', () => {
      if (!response.writableFinished) call.hungUpAt = performance.now();
    });
    this.calls.push(call);
    this.play(call, response);
  }

  private play(call: ProviderCall, response: ServerResponse): void {
    if (this.key !== null && call.authorization !== `Bearer ${this.key}`)
      answer(response, 401, { error: { message: 'Incorrect API key provided', code: 'invalid_api_key' } });
    else if (call.method === 'GET' && call.path === '/v1/models') this.models(call, response);
    else if (call.method === 'POST' && call.path === '/v1/chat/completions') this.complete(call, response);
    else answer(response, 404, { error: { message: 'Not found' } });
  }

  private complete(call: ProviderCall, response: ServerResponse): void {
    const { model } = call.body as { model: string };
    if (model === this.model) this.completion(call, response);
    else answer(response, 404, { error: { message: `The model '${model}' was not found`, code: 'model_not_found' } });
  }
}

export function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function toolCall(name: string): object {
  const call = { id: 'call_1', type: 'function', function: { name, arguments: '{"status":"ok"}' } };
  return { choices: [{ index: 0, message: { role: 'assistant', content: null, tool_calls: [call] } }] };
}

/** One move of the model in a chat. */
export interface Said {
  text?: string;
  calls?: { name: string; arguments: object | string; id?: string }[];
  usage?: { prompt_tokens: number; completion_tokens: number };
}

/** Streams it as OpenAI does: text in small pieces, arguments of tools in halves, usage in the last chunk. */
export function streamed(response: ServerResponse, { text = '', calls = [], usage }: Said): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const delta = (value: object): boolean => response.write(event({ choices: [{ index: 0, delta: value }] }));
  delta({ role: 'assistant', content: '' });
  for (const piece of text.match(/[\s\S]{1,7}/gu) ?? []) delta({ content: piece });
  calls.forEach(({ name, arguments: args, id = `call_${name}` }, index) => {
    const json = typeof args === 'string' ? args : JSON.stringify(args);
    const half = Math.ceil(json.length / 2);
    delta({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: json.slice(0, half) } }] });
    delta({ tool_calls: [{ index, function: { arguments: json.slice(half) } }] });
  });
  response.write(
    event({ choices: [{ index: 0, delta: {}, finish_reason: calls.length > 0 ? 'tool_calls' : 'stop' }] }),
  );
  if (usage) response.write(event({ choices: [], usage }));
  response.end('data: [DONE]\n\n');
}

export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
