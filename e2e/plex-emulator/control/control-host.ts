import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ItemType } from '../catalog/keys';
import { send } from '../faults/fault-actions';
import { drained } from '../http/drain';
import { readBody } from '../http/call';
import { jsonReply } from '../http/reply';
import type { World } from '../world';
import { Arguments, type ControlTable } from './control-call';
import { LIBRARY_CONTROLS } from './control-library';
import { PEOPLE_CONTROLS } from './control-people';
import { ACTIVITY_CONTROLS } from './control-activity';
import { WORLD_CONTROLS } from './control-world';
import { playLines, truthLines } from './truth';

const CONTROLS: ControlTable = { ...PEOPLE_CONTROLS, ...LIBRARY_CONTROLS, ...ACTIVITY_CONTROLS, ...WORLD_CONTROLS };
export const CONTROL_PATH = '/__control';

async function streamLines(lines: Iterable<string>, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  let batch = '';
  for (const line of lines) {
    batch += line;
    if (batch.length < 256_000) continue;
    // Waiting for the reader keeps the memory flat, and lets other requests in between.
    if (!response.write(batch)) await drained(response);
    batch = '';
    if (response.destroyed) return;
  }
  response.end(batch);
}

async function readArguments(url: URL, request: IncomingMessage): Promise<Arguments> {
  const body = await readBody(request);
  return new Arguments({
    ...Object.fromEntries(url.searchParams),
    ...(body === '' ? {} : (JSON.parse(body) as object)),
  });
}

const STREAMS: Record<string, (world: World, args: Arguments) => Iterable<string>> = {
  'GET truth': (world, args) =>
    truthLines(world.server(args.text('server')), {
      section: args.text('section') ?? null,
      type: (args.text('type') as ItemType | undefined) ?? null,
    }),
  'GET truth/plays': (world, args) => playLines(world.server(args.text('server'))),
};

async function act(world: World, name: string, args: Arguments, response: ServerResponse): Promise<void> {
  const stream = STREAMS[name];
  if (stream) return streamLines(stream(world, args), response);
  const handler = CONTROLS[name];
  if (!handler) return send(response, jsonReply({ error: `no control ${name}` }, 404));
  return send(response, jsonReply((await handler({ world, args })) ?? { ok: true }));
}

/** Answers below `/__control`. Mistakes of the caller come back as 400 with a line of text. */
export async function serveControl(
  world: World,
  describe: () => object,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://emulator');
  const name = `${request.method} ${url.pathname.slice(CONTROL_PATH.length + 1).replace(/\/$/, '')}`;
  try {
    const args = await readArguments(url, request);
    if (name === 'GET ')
      send(response, jsonReply({ ...describe(), calls: [...Object.keys(CONTROLS), ...Object.keys(STREAMS)] }));
    else await act(world, name, args, response);
  } catch (error) {
    if (!response.headersSent) send(response, jsonReply({ error: (error as Error).message }, 400));
    else response.destroy();
  }
}
