import type { ItemCard } from './types';

/** One tool that was run for an answer: what was asked, what it told. */
export interface ToolStep {
  id: string;
  name: string;
  arguments: Readonly<Record<string, unknown>>;
  /** How many there are in all; null where nothing is counted. */
  count: number | null;
  /** One sentence; empty while it runs. */
  summary: string;
  filters?: Readonly<Record<string, string | number | boolean>>;
  /** When what it told was true. */
  asOf?: string | null;
}

export interface AnswerItem {
  /** Null where the title is gone or no longer shared. */
  item: ItemCard | null;
  reason: string | null;
  inLibrary: boolean;
  /** Of what is not in the library. */
  title?: string | null;
}

export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'items'; items: AnswerItem[] }
  | { kind: 'figure'; label: string; value: number | string; unit: string; toolId: string }
  | { kind: 'notice'; code: string; text: string };

export type MessageState = 'complete' | 'partial' | 'failed';
export type Feedback = 'good' | 'bad';

export interface Message {
  id: string;
  role: 'user' | 'assistant';
  createdAt: string;
  state: MessageState;
  /** What a person wrote. */
  text: string;
  /** What the assistant answered. */
  blocks: Block[];
  tools: ToolStep[];
  model: string | null;
  feedback: Feedback | null;
}

export interface Conversation {
  id: string;
  title: string;
  createdAt: string;
  updatedAt: string;
}

export type WholeConversation = Conversation & { messages: Message[] };

/** What the answer to a message tells while it is made, by the name of the event. */
export interface AnswerEvents {
  tool: ToolStep;
  text: { delta: string };
  items: { items: AnswerItem[] };
  figure: { label: string; value: number | string; unit: string; toolId: string };
  notice: { code: string; text: string };
  done: { messageId: string; model: string | null };
  error: { code: string; title: string; detail?: string };
}

export interface AiStatus {
  configured: boolean;
  model: string | null;
  /** False where an administrator, or the person, switched the assistant off. */
  enabled: boolean;
}
