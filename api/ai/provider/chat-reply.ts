import { z } from 'zod';
import { SpokenText } from './spoken-text';
import { estimateTokens, type ChatReply, type ChatUsage, type ToolCall } from './chat';

const MOST_TOOL_CALLS = 16;
const LONGEST_TEXT = 64 * 1024;
/** By `finish_reason`: the ends that leave an answer in the middle. */
const STOPS: Record<string, ChatReply['stoppedBy']> = { length: 'truncated', content_filter: 'filtered' };

/** More than any model reads is no count. */
const tokens = z.number().int().min(0).max(100_000_000);
const text = z.string().nullish();

const toolCall = z.object({
  index: z.number().int().min(0).max(1000).nullish(),
  id: text,
  function: z.object({ name: text, arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish() }),
});

/** Some endpoints send text in parts. */
const content = z.union([
  text,
  z.array(z.object({ text }).loose()).transform((parts) => parts.map((part) => part.text ?? '').join('')),
]);

const message = z.object({ content, tool_calls: z.array(toolCall).nullish() });

/** A chunk of a stream, or a whole answer: the one has `delta`, the other `message`. */
const piece = z.object({
  choices: z.array(z.object({ delta: message.nullish(), message: message.nullish(), finish_reason: text })).nullish(),
  usage: z
    .object({ prompt_tokens: tokens, completion_tokens: tokens.nullish() })
    // Who counts in another way, or not at all, has answered all the same.
    .nullish()
    .catch(null),
  error: z.unknown().optional(),
});

export type Piece = z.infer<typeof piece>;

/** Null where it is no piece of an answer. */
export function toPiece(json: string): Piece | null {
  try {
    const parsed = piece.safeParse(JSON.parse(json));
    return parsed.success && (parsed.data.choices || parsed.data.usage || parsed.data.error) ? parsed.data : null;
  } catch {
    return null;
  }
}

function toUsage({ prompt_tokens, completion_tokens }: NonNullable<Piece['usage']>): ChatUsage {
  return { promptTokens: prompt_tokens, completionTokens: completion_tokens ?? 0, estimated: false };
}

/** Puts an answer together from its pieces. */
export class ReplyBuilder {
  finished = false;
  private text = '';
  /** With what the model only thought. */
  private received = '';
  private readonly spoken = new SpokenText();
  private stoppedBy: ChatReply['stoppedBy'] = null;
  private usage: ChatUsage | null = null;
  private readonly calls = new Map<number, ToolCall>();

  /** @param promptLength letters that were sent, for endpoints that do not count tokens */
  constructor(private readonly promptLength: number) {}

  /** The text that it adds. @throws RangeError where it is beyond all bounds */
  add({ choices, usage }: Piece): string {
    if (usage) this.usage = toUsage(usage);
    const choice = choices?.[0];
    if (!choice) return '';
    if (choice.finish_reason) {
      this.finished = true;
      this.stoppedBy = STOPS[choice.finish_reason] ?? null;
    }
    const added = this.addSaid(choice.delta ?? choice.message ?? {});
    const last = this.finished ? this.spoken.end() : '';
    this.text += last;
    return added + last;
  }

  reply(): ChatReply {
    const toolCalls = [...this.calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => call);
    return { text: this.text, toolCalls, usage: this.usage ?? this.estimate(toolCalls), stoppedBy: this.stoppedBy };
  }

  private addSaid({ content, tool_calls: calls }: z.infer<typeof message>): string {
    calls?.forEach((call, position) => this.addCall(call, call.index ?? this.positionOf(call.id, position)));
    this.received += content ?? '';
    if (this.received.length > LONGEST_TEXT) throw new RangeError('The answer is too long');
    const added = this.spoken.push(content ?? '');
    this.text += added;
    return added;
  }

  /** Some servers leave the index out and send each call whole. */
  private positionOf(id: string | null | undefined, position: number): number {
    const known = [...this.calls.entries()].find(([, call]) => id && call.id === id);
    if (known) return known[0];
    return id ? this.calls.size : Math.max(position, this.calls.size - 1);
  }

  private addCall({ id, function: { name, arguments: args } }: z.infer<typeof toolCall>, index: number): void {
    const call = this.calls.get(index) ?? { id: '', name: '', arguments: '' };
    if (id && !call.id) call.id = id;
    if (name && call.name !== name) call.name += name;
    call.arguments += typeof args === 'string' ? args : args ? JSON.stringify(args) : '';
    if (call.arguments.length > LONGEST_TEXT) throw new RangeError('The arguments are too long');
    this.calls.set(index, call);
    if (this.calls.size > MOST_TOOL_CALLS) throw new RangeError('Too many tool calls');
  }

  private estimate(calls: readonly ToolCall[]): ChatUsage {
    const written = this.received + calls.map((call) => call.name + call.arguments).join('');
    return {
      promptTokens: Math.ceil(this.promptLength / 4),
      completionTokens: estimateTokens(written),
      estimated: true,
    };
  }
}
