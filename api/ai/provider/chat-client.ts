import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, type Dispatcher } from 'undici';
import { aiTokens, expectCalls, timeUpstream } from '../../infra/metrics';
import { AddressDeniedError, connectionFault, outboundConnector, OutboundPolicy } from '../../infra/outbound';
import { CHAT_FAULTS, ChatError, type ChatFault, type ChatReply, type ChatRequest, type ChatUsage } from './chat';
import { ChatQuirks, quirkOf } from './chat-quirks';
import { ReplyBuilder, toPiece, type Piece } from './chat-reply';
import { requestBody } from './chat-request';
import type { Provider } from './provider';
import { jsonOrText, providerHeaders } from './provider-http';
import { verdictOnRefusal } from './provider-verdict';
import { SseData } from './sse-data';

const CONNECT_TIMEOUT_MS = 4_000;
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_REFUSAL_BYTES = 64 * 1024;
/** Each learns one quirk of the endpoint. */
const MOST_ATTEMPTS = 3;
const LONGEST_WAIT_SECONDS = 3_600;

// Those of a single call (ProviderHttp) are among them.
expectCalls('ai', CHAT_FAULTS);

export interface ChatOptions {
  /** Cancels the call of the provider at once. */
  signal: AbortSignal;
  timeoutMs: number;
  /** Text as it comes; not yet checked by anybody. */
  onText?: (delta: string) => void;
}

/** Why a call failed, before it is told with what came until then. */
class CallFailure extends Error {
  constructor(
    readonly fault: ChatFault,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(fault);
  }
}

/** Streams chat completions of any OpenAI-compatible endpoint, bounded in time, size and tokens. Follows no redirect. */
@Injectable()
export class ChatClient implements OnApplicationShutdown {
  private readonly agent: Agent;

  constructor(
    policy: OutboundPolicy,
    private readonly quirks: ChatQuirks,
  ) {
    this.agent = new Agent({ connect: outboundConnector({ policy, timeoutMs: CONNECT_TIMEOUT_MS }) });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** @throws ChatError with what came before the fault */
  chat(provider: Provider, request: ChatRequest, options: ChatOptions): Promise<ChatReply> {
    return timeUpstream(
      'ai',
      () => this.stream(provider, request, options),
      (error) => (error as ChatError).fault,
    );
  }

  private async stream(provider: Provider, request: ChatRequest, options: ChatOptions): Promise<ChatReply> {
    const clock = AbortSignal.timeout(options.timeoutMs);
    const signal = AbortSignal.any([options.signal, clock]);
    const builder = new ReplyBuilder(JSON.stringify(request).length);
    let opened = false;
    try {
      const response = await this.open(provider, request, signal);
      opened = true;
      await readReply(response, builder, options.onText);
      return builder.reply();
    } catch (error) {
      const { fault, retryAfterSeconds } = failureOf(error, opened, options.signal, clock);
      throw new ChatError(fault, builder.reply(), retryAfterSeconds, error);
    } finally {
      if (opened) countTokens(builder.reply().usage);
    }
  }

  private async open(provider: Provider, request: ChatRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    for (let attempt = 1; ; attempt++) {
      const known = this.quirks.of(provider);
      const response = await this.send(provider, requestBody(provider.model, request, known), signal);
      if (response.statusCode === 200) return response;
      const body = await refusalBody(response);
      const quirk = attempt < MOST_ATTEMPTS ? quirkOf(response.statusCode, body, known) : null;
      if (!quirk) throw this.refusal(provider, response, body);
      this.quirks.learn(provider, quirk);
    }
  }

  private send(provider: Provider, body: object, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const { origin, pathname } = new URL(`${provider.baseUrl}/chat/completions`);
    return this.agent.request({
      origin,
      path: pathname,
      method: 'POST',
      headers: { ...providerHeaders(provider.apiKey, true), accept: 'text/event-stream, application/json' },
      body: JSON.stringify(body),
      signal,
      // The signal is the only clock; undici's own tick by the second.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  private refusal(provider: Provider, { statusCode, headers }: Dispatcher.ResponseData, body: unknown): CallFailure {
    const fault = verdictOnRefusal({ status: statusCode, body }, null);
    if (fault === 'no-tools') this.quirks.learn(provider, { noTools: true });
    return new CallFailure(fault, fault === 'rate-limited' ? retryAfter(headers['retry-after']) : null);
  }
}

function countTokens({ promptTokens, completionTokens }: ChatUsage): void {
  aiTokens.inc({ direction: 'in' }, promptTokens);
  aiTokens.inc({ direction: 'out' }, completionTokens);
}

async function readReply(
  { headers, body }: Dispatcher.ResponseData,
  builder: ReplyBuilder,
  onText: ChatOptions['onText'],
): Promise<void> {
  const add = (piece: Piece): void => {
    if (piece.error) throw new CallFailure(faultInStream(piece.error));
    const text = builder.add(piece);
    if (text) onText?.(text);
  };
  // Asked to stream, some servers answer in one piece all the same, and not all of them say so in the type.
  const plain = String(headers['content-type'] ?? '').includes('application/json');
  const done = plain ? await readWhole(body, add) : await readStream(body, add);
  if (!done && !builder.finished) throw new CallFailure('cut');
}

async function readWhole(body: AsyncIterable<Buffer>, add: (piece: Piece) => void): Promise<boolean> {
  return takeWhole(await collect(body, MOST_BYTES), add);
}

function takeWhole(bytes: Buffer, add: (piece: Piece) => void): boolean {
  const piece = toPiece(bytes.toString('utf8'));
  if (!piece?.choices?.length && !piece?.error) throw new CallFailure('malformed');
  add(piece);
  return true;
}

async function readStream(body: AsyncIterable<Buffer>, add: (piece: Piece) => void): Promise<boolean> {
  const sse = new SseData();
  const unread: Buffer[] = [];
  let length = 0;
  let pieces = 0;
  const take = (events: readonly string[]): boolean => {
    for (const event of events) {
      if (event.trim() === '[DONE]') return true;
      const piece = toPiece(event);
      if (!piece) throw new CallFailure('malformed');
      pieces++;
      add(piece);
    }
    return false;
  };
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new CallFailure('malformed');
    if (pieces === 0) unread.push(chunk);
    // Leaving the loop ends the connection: what comes behind the end is nobody's.
    if (take(sse.push(chunk))) return true;
  }
  if (take(sse.end())) return true;
  return pieces === 0 && length > 0 && takeWhole(Buffer.concat(unread), add);
}

async function collect(body: AsyncIterable<Buffer>, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > mostBytes) throw new CallFailure('malformed');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The text as it is where it is no JSON; null where it is too long to be a refusal. */
async function refusalBody({ body }: Dispatcher.ResponseData): Promise<unknown> {
  try {
    return jsonOrText((await collect(body, MOST_REFUSAL_BYTES)).toString('utf8'));
  } catch (error) {
    if (error instanceof CallFailure) return null;
    throw error;
  }
}

/** Endpoints that pass on the answers of others tell a late refusal inside the stream. */
function faultInStream(error: unknown): ChatFault {
  const { code, status } = (typeof error === 'object' && error ? error : {}) as { code?: unknown; status?: unknown };
  const number = Number(code ?? status);
  return Number.isInteger(number) && number >= 400
    ? verdictOnRefusal({ status: number, body: { error } }, null)
    : 'server-error';
}

/** Seconds or a date; null where it is neither. */
function retryAfter(header: string | string[] | undefined): number | null {
  const value = String(header ?? '').trim();
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), LONGEST_WAIT_SECONDS) : null;
}

function failureOf(error: unknown, opened: boolean, caller: AbortSignal, clock: AbortSignal): CallFailure {
  if (error instanceof CallFailure) return error;
  if (error instanceof AddressDeniedError) return new CallFailure('address-denied');
  if (caller.aborted) return new CallFailure('aborted');
  if (clock.aborted) return new CallFailure('timeout');
  if (error instanceof RangeError) return new CallFailure('malformed');
  const fault = connectionFault(error);
  if (fault === 'not-http') return new CallFailure('malformed');
  return new CallFailure(opened && fault === 'unreachable' ? 'cut' : fault);
}
