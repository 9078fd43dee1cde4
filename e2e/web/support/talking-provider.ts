import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

interface Asked {
  messages: { role: string; content: string | null }[];
}

/** What the model does when it is asked the next time. */
export type Move = (response: ServerResponse, asked: Asked) => Promise<void> | void;

export interface TalkingProvider {
  url: string;
  /** Played in order, one for each request; a request beyond the last one is refused. */
  play: (...moves: Move[]) => void;
  /** When callers hung up before the answer was whole, by `performance.now()`. */
  hungUp: () => readonly number[];
  stop: () => Promise<void>;
}

/** An OpenAI-compatible model that streams what a test has laid down for it. */
export async function startTalkingProvider(): Promise<TalkingProvider> {
  let moves: Move[] = [];
  const hungUp: number[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    response.on('close', () => {
      if (!response.writableFinished) hungUp.push(performance.now());
    });
    const move = moves.shift();
    if (!move || request.method !== 'POST') return void response.writeHead(500).end('{}');
    await move(response, JSON.parse(text) as Asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    play: (...next) => void (moves = next),
    hungUp: () => hungUp,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

export function callsTool(name: string, args: object): Move {
  const call = { index: 0, id: `call_${name}`, type: 'function', function: { name, arguments: JSON.stringify(args) } };
  return (response) => {
    begin(response);
    send(response, { tool_calls: [call] });
    end(response, 'tool_calls');
  };
}

/**
 * Says it piece by piece; `{item}` and `{tool}` stand for the first title and the tool of the last result. The last piece
 * waits for `last`.
 */
export function says(pieces: string[], { pauseMs = 0, cut = false, last = Promise.resolve() } = {}): Move {
  return async (response, { messages }) => {
    const result = JSON.parse(messages.at(-1)!.content ?? 'null') as { tool: string; items?: { id: string }[] };
    begin(response);
    for (const [at, piece] of pieces.entries()) {
      if (at === pieces.length - 1) await last;
      const filled = piece.replace('{item}', `[[item:${result.items?.[0].id}]]`).replace('{tool}', result.tool);
      send(response, { content: filled });
      await pause(pauseMs);
      if (response.destroyed) return;
    }
    if (cut) response.destroy();
    else end(response, 'stop');
  };
}

export function refuses(status: number, headers: Record<string, string> = {}): Move {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error: { message: 'scripted' } }));
  };
}

/** Begins to answer and never goes on, until the caller hangs up. */
export const stalls: Move = (response) => {
  begin(response);
  send(response, { content: 'Let me' });
};

/** Answers 200 with what is no stream of events. */
export const babbles: Move = (response) => {
  begin(response);
  response.end('data: {"choices":[{"delta":\n\ndata: nonsense\n\n');
};

function begin(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
}

function send(response: ServerResponse, delta: object): void {
  response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`);
}

function end(response: ServerResponse, reason: string): void {
  const usage = { prompt_tokens: 300, completion_tokens: 40 };
  response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: reason }], usage })}\n\n`);
  response.end('data: [DONE]\n\n');
}
