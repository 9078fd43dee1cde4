import { Global, Module } from '@nestjs/common';
import type { Principal } from '../../common';
import { LibraryHarness, type Answer } from '../../library/testing/library-harness';
import type { TestDatabase } from '../../testing';
import { AiModule } from '../ai.module';
import { SyncStatus } from '../tools/sync-status';
import type { ScriptedProvider } from './scripted-provider';

@Global()
@Module({
  providers: [{ provide: SyncStatus, useValue: { servers: () => Promise.resolve([]) } }],
  exports: [SyncStatus],
})
class NoSyncs {}

export interface SentEvent {
  name: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- specs read what was sent
  data: any;
}

export interface Heard {
  status: number;
  events: SentEvent[];
  /** Of a refusal. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- specs read what was sent
  problem: any;
  text: string;
  /** Every byte that came. */
  raw: string;
}

/** The AI over HTTP, with a scripted provider behind it. */
export class AiHarness {
  private constructor(readonly library: LibraryHarness) {}

  static async start(test: TestDatabase, provider: ScriptedProvider | null): Promise<AiHarness> {
    const settings: Record<string, string> = provider ? { AI_BASE_URL: provider.url, AI_MODEL: provider.model } : {};
    return new AiHarness(await LibraryHarness.start(test.url, settings, [NoSyncs, AiModule]));
  }

  call(who: Principal, method: string, path: string, body?: object): Promise<Answer> {
    return this.library.ask(who, `../ai/${path}`, { method, body: body && JSON.stringify(body) });
  }

  async converse(who: Principal): Promise<string> {
    return (await this.call(who, 'POST', 'conversations', {})).body.id as string;
  }

  /**
   * Asks in a conversation of its own, unless one is given, and hears the answer to its end.
   * @param onPart is given each part of it as it comes
   */
  async ask(
    who: Principal,
    text: string,
    conversation?: string,
    signal?: AbortSignal,
    onPart?: (part: string) => void,
  ): Promise<Heard> {
    const id = conversation ?? (await this.converse(who));
    const body = JSON.stringify({ text });
    const response = await this.library.fetch(who, `../ai/conversations/${id}/messages`, {
      method: 'POST',
      body,
      signal,
    });
    const raw = await read(response, onPart);
    if (response.status !== 200)
      return { status: response.status, events: [], problem: JSON.parse(raw), text: '', raw };
    const events = raw
      .split('\n\n')
      .filter((frame) => frame.startsWith('event: '))
      .map((frame) => {
        const [name, data] = frame.split('\n');
        return { name: name.slice(7), data: JSON.parse(data.slice(6)) };
      });
    const said = events.filter(({ name }) => name === 'text').map(({ data }) => data.delta as string);
    return { status: 200, events, problem: null, text: said.join('').trim(), raw };
  }
}

async function read(response: Response, onPart: (part: string) => void = () => undefined): Promise<string> {
  const decoder = new TextDecoder();
  let raw = '';
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    const part = decoder.decode(bytes, { stream: true });
    raw += part;
    onPart(part);
  }
  return raw;
}

/** The events of one name. */
export function all(heard: Heard, name: string): SentEvent['data'][] {
  return heard.events.filter((event) => event.name === name).map(({ data }) => data);
}
