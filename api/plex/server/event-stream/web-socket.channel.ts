import type { ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { PlexError } from '../../plex.errors';
import { asPlexError, statusFault } from '../../transport';
import { addressOf, MAX_MESSAGE_BYTES, type ChannelRequest, type EventChannel } from './channel';

const SOCKET_PATH = '/:/websockets/notifications';

/** Node waits for the callback where nothing is returned; the types do not know. */
type CreateConnection = (options: ClientRequestArgs, done: (error: Error | null, socket?: Duplex) => void) => undefined;

/** @throws PlexError when the handshake fails; `status` tells what was answered instead */
export function openWebSocket(request: ChannelRequest): Promise<EventChannel> {
  const { signal, timing } = request;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new PlexError('aborted', SOCKET_PATH));
    const socket = connect(request);
    let settled = false;
    const fail = (error: PlexError) => {
      settled = true;
      clearTimeout(deadline);
      signal.removeEventListener('abort', abort);
      // What breaks off from here on is nobody's concern.
      socket.on('error', () => undefined).terminate();
      reject(error);
    };
    const abort = () => fail(new PlexError('aborted', SOCKET_PATH));
    const deadline = setTimeout(() => fail(new PlexError('timeout', SOCKET_PATH)), timing.handshakeMs);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('unexpected-response', (_, { statusCode: status = 0 }) => {
      // 101 without a proper handshake comes as an error; this is a plain answer.
      fail(new PlexError(status < 300 ? 'not-plex' : statusFault(status), SOCKET_PATH, { status }));
    });
    socket.once('error', (error) => settled || fail(asPlexError(error, SOCKET_PATH)));
    socket.once('open', () => {
      settled = true;
      clearTimeout(deadline);
      signal.removeEventListener('abort', abort);
      resolve(keepAlive(socket, request));
    });
  });
}

function connect({ target, headers, connect: connector, message }: ChannelRequest): WebSocket {
  const url = addressOf(target, SOCKET_PATH);
  const createConnection: CreateConnection = (_, done) => {
    const { host, protocol, port } = url;
    const hostname = url.hostname.replace(/^\[|\]$/g, '');
    connector({ hostname, host, protocol, port }, (error, socket) => (error ? done(error) : done(null, socket!)));
    return undefined;
  };
  const socket = new WebSocket(url.href.replace(/^http/, 'ws'), {
    headers,
    createConnection: createConnection as unknown as ClientRequestArgs['createConnection'],
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    followRedirects: false,
    // Titles of files come as they are; a broken letter must not cost the connection.
    skipUTF8Validation: true,
  });
  // From the first moment: a message may come in the same packet as the handshake.
  socket.on('message', (data) => message((data as Buffer).toString('utf8')));
  return socket;
}

/** A peer that vanished without a word is found out by its silence after a ping. */
function keepAlive(socket: WebSocket, { timing }: ChannelRequest): EventChannel {
  let silence: NodeJS.Timeout | undefined;
  let reason: Error = new PlexError('unreachable', SOCKET_PATH, { detail: 'closed' });
  const heard = () => clearTimeout(silence);
  const die = () => {
    reason = new PlexError('timeout', SOCKET_PATH, { detail: 'silent' });
    socket.terminate();
  };
  const pings = setInterval(() => {
    clearTimeout(silence);
    silence = setTimeout(die, timing.pongMs);
    socket.ping();
  }, timing.pingMs);
  for (const event of ['message', 'ping', 'pong'] as const) socket.on(event, heard);
  const closed = new Promise<Error>((resolve) => {
    socket.on('error', (error) => (reason = asPlexError(error, SOCKET_PATH)));
    socket.once('close', () => {
      clearInterval(pings);
      clearTimeout(silence);
      resolve(reason);
    });
  });
  return { closed, close: () => socket.terminate() };
}
