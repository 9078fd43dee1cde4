import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Provider } from './provider';

/** What an endpoint or model refuses, of what the others take. */
export interface Quirks {
  noTools?: boolean;
  noStreamOptions?: boolean;
  /** Wants `max_completion_tokens`. */
  newTokenLimit?: boolean;
}

/** What is known of endpoints and their models, learnt from refusals and from the test of the settings. */
@Injectable()
export class ChatQuirks {
  private readonly known = new LRUCache<string, Quirks>({ max: 100, ttl: 24 * 3_600_000 });

  of(provider: Provider): Quirks {
    return this.known.get(keyOf(provider)) ?? {};
  }

  learn(provider: Provider, quirk: Quirks): void {
    this.known.set(keyOf(provider), { ...this.of(provider), ...quirk });
  }
}

/** The quirk that a refusal tells of and that was not known yet; null where it is about something else. */
export function quirkOf(status: number, body: unknown, known: Quirks): Quirks | null {
  if (status !== 400 && status !== 422) return null;
  const words = JSON.stringify(body ?? '').toLowerCase();
  if (!known.newTokenLimit && words.includes('max_completion_tokens')) return { newTokenLimit: true };
  if (!known.noStreamOptions && words.includes('stream_options')) return { noStreamOptions: true };
  return null;
}

function keyOf({ baseUrl, model }: Provider): string {
  return `${baseUrl} ${model}`;
}
