import { Agent, type Dispatcher } from 'undici';
import { PlexError } from '../../plex.errors';
import { asPlexError, statusFault } from '../../transport';
import { addressOf, MAX_MESSAGE_BYTES, type ChannelRequest, type EventChannel } from './channel';

const EVENT_SOURCE_PATH = '/:/eventsource/notifications';
const FILTERS = 'filters=timeline,playing';

/** The way through proxies that know no WebSockets. @throws PlexError when it is refused */
export async function openEventSource(request: ChannelRequest): Promise<EventChannel> {
  const agent = new Agent({ connect: request.connect, connections: 1, pipelining: 0 });
  try {
    const body = await ask(agent, request);
    const closed = read(body, request)
      .catch((error: unknown) => asPlexError(error, EVENT_SOURCE_PATH))
      .finally(() => void agent.destroy());
    return { closed, close: () => void agent.destroy() };
  } catch (error) {
    void agent.destroy();
    throw error;
  }
}

async function ask(agent: Agent, { target, headers, timing, signal }: ChannelRequest) {
  const url = addressOf(target, `${EVENT_SOURCE_PATH}?${FILTERS}`);
  const abort = new AbortController();
  const stop = () => abort.abort();
  const deadline = setTimeout(stop, timing.handshakeMs);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const response = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: { ...headers, accept: 'text/event-stream' },
      signal: abort.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    refuse(response);
    return response.body;
  } catch (error) {
    if (error instanceof PlexError) throw error;
    if (signal.aborted) throw new PlexError('aborted', EVENT_SOURCE_PATH);
    throw abort.signal.aborted ? new PlexError('timeout', EVENT_SOURCE_PATH) : asPlexError(error, EVENT_SOURCE_PATH);
  } finally {
    clearTimeout(deadline);
    signal.removeEventListener('abort', stop);
  }
}

function refuse({ statusCode: status, headers, body }: Dispatcher.ResponseData): void {
  const isStream = String(headers['content-type'] ?? '').startsWith('text/event-stream');
  if (status === 200 && isStream) return;
  body.on('error', () => undefined).destroy();
  throw new PlexError(status < 300 ? 'not-plex' : statusFault(status), EVENT_SOURCE_PATH, { status });
}

async function read(body: Dispatcher.ResponseData['body'], { timing, message }: ChannelRequest): Promise<Error> {
  const decoder = new TextDecoder();
  let silence: NodeJS.Timeout | undefined;
  let text = '';
  const onPing = () => {
    // Only who is known to speak is known to be silent.
    silence ??= setTimeout(
      () => body.destroy(new PlexError('timeout', EVENT_SOURCE_PATH, { detail: 'silent' })),
      timing.pingMs + timing.pongMs,
    );
  };
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      silence?.refresh();
      text += decoder.decode(chunk, { stream: true }).replaceAll('\r', '');
      const frames = text.split('\n\n');
      text = frames.pop()!;
      for (const { name, data } of frames.map(fieldsOf)) {
        if (name === 'ping') onPing();
        else if (data !== '') message(data, name);
      }
      if (text.length > MAX_MESSAGE_BYTES) throw new PlexError('too-large', EVENT_SOURCE_PATH, { detail: 'body' });
    }
    return new PlexError('unreachable', EVENT_SOURCE_PATH, { detail: 'closed' });
  } finally {
    clearTimeout(silence);
  }
}

function fieldsOf(frame: string): { name: string; data: string } {
  let name = 'message';
  const data: string[] = [];
  for (const line of frame.split('\n')) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
  }
  return { name, data: data.join('\n') };
}
