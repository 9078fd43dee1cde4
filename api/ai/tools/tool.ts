import type { ZodType } from 'zod';
import type { Principal } from '../../common';
import type { ItemCardDto } from '../../library';
import type { Said } from '../said/said';

/** A figure that an answer may quote. */
export interface Figure {
  key: string;
  /** English, or a name of the library. */
  label: string;
  /** The label by its code; none where it is a name. */
  said?: Said[];
  value: number;
  unit: 'count' | 'bytes' | 'ms' | 'percent' | 'plays' | 'minutes' | 'kbps' | 'year' | 'days' | 'rating';
}

/** What a tool told: the only ground on which an answer may stand. */
export interface ToolResult {
  /** One sentence for the person: "12 films, unwatched, under 90 minutes". */
  summary: string;
  /** The summary by its codes; empty where it is a name. */
  said: Said[];
  /** How many there are in all, which may be more than are listed; null where nothing is counted. */
  count: number | null;
  /** Cards of items that the caller may see, with a reason where there is one. */
  items: { item: ItemCardDto; reason: string | null; said?: Said[] }[];
  figures: Figure[];
  /** Filters that were applied, as they were understood. */
  filters: Record<string, string | number | boolean>;
  /** Words of the filters that the caller's libraries know, whatever was found by them. */
  words: string[];
  /** When what it tells was true; ISO. */
  asOf: string;
  /** Empty, stale or unknown data said in a sentence; null where all is well. */
  caveat: string | null;
  /** The same by its codes. */
  caveats: Said[];
  /** What the provider gets to read: only fields of the allow-list, compact. */
  forModel: unknown;
}

/** Something that the assistant may look up as the caller. Takes no user id, writes nothing. */
export interface Tool<A = unknown> {
  /** As the provider calls it: letters and underscores. */
  name: string;
  /** For the provider: what it tells, and when to ask for it. */
  description: string;
  role: 'user' | 'admin';
  parameters: ZodType<A>;
  run(principal: Principal, args: A, signal: AbortSignal): Promise<ToolResult>;
}
