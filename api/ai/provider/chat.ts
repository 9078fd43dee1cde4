/** One message of a chat, as OpenAI-compatible endpoints take it. */
export type ChatMessage =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string; toolCalls?: readonly ToolCall[] }
  | { role: 'tool'; content: string; toolCallId: string };

export interface ToolCall {
  id: string;
  name: string;
  /** JSON as the model wrote it, which may be none. */
  arguments: string;
}

export interface ChatTool {
  name: string;
  description: string;
  /** JSON schema. */
  parameters: object;
}

export interface ChatRequest {
  messages: readonly ChatMessage[];
  tools: readonly ChatTool[];
  /** The most that the model may write. */
  maxTokens: number;
}

export interface ChatUsage {
  promptTokens: number;
  completionTokens: number;
  /** The provider does not tell: reckoned from the length of the texts. */
  estimated: boolean;
}

export interface ChatReply {
  text: string;
  toolCalls: ToolCall[];
  usage: ChatUsage;
  /** `truncated`: the model was cut off at `maxTokens`; `filtered`: the provider held the rest back. */
  stoppedBy: 'truncated' | 'filtered' | null;
}

export const CHAT_FAULTS = [
  'unreachable',
  'address-denied',
  'tls',
  'timeout',
  'unauthorized',
  'unknown-model',
  'rate-limited',
  'no-credit',
  'server-error',
  'malformed',
  'cut',
  'no-tools',
  'aborted',
] as const;
export type ChatFault = (typeof CHAT_FAULTS)[number];

/** Why an answer is not whole. `partial` is what came before. */
export class ChatError extends Error {
  constructor(
    readonly fault: ChatFault,
    readonly partial: ChatReply,
    readonly retryAfterSeconds: number | null = null,
    cause?: unknown,
  ) {
    super(`The AI provider did not answer: ${fault}`, { cause });
    this.name = 'ChatError';
  }
}

/** About four letters make a token; a call of a provider that does not count is not free. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
