import { Agent, type Dispatcher } from 'undici';
import { timeUpstream } from '../../infra/metrics';
import { AddressDeniedError, connectionFault, outboundConnector, type OutboundPolicy } from '../../infra/outbound';
import type { ChatFault } from './chat';
import type { Provider } from './provider';

const CONNECT_TIMEOUT_MS = 4_000;

export type CallFault = Extract<ChatFault, 'unreachable' | 'tls' | 'timeout' | 'malformed' | 'address-denied'>;

/** Why there is no whole reply. */
export class ProviderCallError extends Error {
  constructor(
    readonly fault: CallFault,
    cause?: unknown,
  ) {
    super(`The AI provider could not be asked: ${fault}`, { cause });
    this.name = 'ProviderCallError';
  }
}

export interface ProviderReply {
  status: number;
  /** Parsed JSON; the text as it is where it is none. */
  body: unknown;
}

interface Call {
  /** Without the base address. */
  path: string;
  /** Sent by POST; a GET without. */
  json?: object;
  timeoutMs: number;
  maxBytes: number;
}

/** Calls an OpenAI-compatible endpoint where the outbound policy allows, bounded in time and size. Follows no redirect. */
export class ProviderHttp {
  private readonly agent: Agent;

  constructor(
    private readonly provider: Pick<Provider, 'baseUrl' | 'apiKey'>,
    policy: OutboundPolicy,
  ) {
    this.agent = new Agent({ connect: outboundConnector({ policy, timeoutMs: CONNECT_TIMEOUT_MS }) });
  }

  /** Whatever the status. @throws ProviderCallError */
  call(call: Call): Promise<ProviderReply> {
    return timeUpstream(
      'ai',
      () => this.tryCall(call),
      (error) => (error as ProviderCallError).fault,
    );
  }

  private async tryCall({ path, json, timeoutMs, maxBytes }: Call): Promise<ProviderReply> {
    const { origin, pathname } = new URL(`${this.provider.baseUrl}${path}`);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await this.agent.request({
        origin,
        path: pathname,
        method: json ? 'POST' : 'GET',
        headers: providerHeaders(this.provider.apiKey, json !== undefined),
        body: json && JSON.stringify(json),
        signal,
        // The signal is the only clock; undici's own tick by the second.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      return { status: response.statusCode, body: jsonOrText(await read(response, maxBytes)) };
    } catch (error) {
      throw error instanceof ProviderCallError ? error : new ProviderCallError(faultOf(error, signal), error);
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}

export function providerHeaders(apiKey: string | null, withBody: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    ...(withBody ? { 'content-type': 'application/json' } : {}),
    ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
  };
}

async function read({ body }: Dispatcher.ResponseData, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new ProviderCallError('malformed');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function faultOf(error: unknown, signal: AbortSignal): CallFault {
  if (error instanceof AddressDeniedError) return 'address-denied';
  if (signal.aborted) return 'timeout';
  const fault = connectionFault(error);
  return fault === 'not-http' ? 'malformed' : fault;
}
