import type { Said } from '../../said/said';
import type { Figure } from '../../tools/tool';

export const MESSAGE_ROLES = ['user', 'assistant'] as const;
export type MessageRole = (typeof MESSAGE_ROLES)[number];

export const MESSAGE_STATES = ['complete', 'partial', 'failed'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

export const FEEDBACKS = ['good', 'bad'] as const;
export type Feedback = (typeof FEEDBACKS)[number];

/** What the server says itself. */
export const NOTICE_CODES = ['removed', 'caveat', 'no-answer', 'found', 'limit', 'truncated', 'filtered'] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

/** An item by reference: its card is looked up whenever it is read. */
export interface StoredItem {
  /** Null for a title that is not in the library. */
  itemId: string | null;
  /** Of a title that is not in the library; null for the others, whose cards tell. */
  title: string | null;
  year: number | null;
  reason: string | null;
  /** The reason by its code. Nothing of before there were codes has one. */
  said?: Said[];
}

export type StoredBlock =
  | {
      kind: 'text';
      text: string;
      /** The same as the model wrote it, with references in place of titles and figures: what it reads in later turns. */
      source: string;
    }
  | { kind: 'items'; items: StoredItem[] }
  | { kind: 'figure'; label: string; said?: Said[]; value: number; unit: Figure['unit']; toolId: string }
  | { kind: 'notice'; code: NoticeCode; text: string; said?: Said[] };

/** A tool that was run, and what may be referred to of what it told. */
export interface StoredStep {
  id: string;
  name: string;
  arguments: Record<string, unknown>;
  count: number | null;
  summary: string;
  said?: Said[];
  filters: Record<string, string | number | boolean>;
  asOf: string;
  items: { itemId: string; reason: string | null; said?: Said[] }[];
  figures: Figure[];
}
