import type { AnswerEvents, Block, Message, ToolStep } from '../../api/assistant.types';
import type { SentEvent } from '../../api/post-stream';

/** An answer as far as it has come. */
export type Draft = Pick<Message, 'blocks' | 'tools' | 'state' | 'model'> & { id: string | null };

export const NOTHING_YET: Draft = { id: null, blocks: [], tools: [], state: 'partial', model: null };

type Handlers = { [Name in keyof AnswerEvents]: (draft: Draft, data: AnswerEvents[Name]) => Draft };

const HANDLERS: Handlers = {
  tool: (draft, step) => ({ ...draft, tools: withStep(draft.tools, step) }),
  text: (draft, { delta }) => ({ ...draft, blocks: withText(draft.blocks, delta) }),
  items: (draft, { items }) => ({ ...draft, blocks: [...draft.blocks, { kind: 'items', items }] }),
  figure: (draft, figure) => ({ ...draft, blocks: [...draft.blocks, { kind: 'figure', ...figure }] }),
  notice: (draft, notice) => ({ ...draft, blocks: [...draft.blocks, { kind: 'notice', ...notice }] }),
  done: (draft, { messageId, model }) => ({ ...draft, id: messageId, model, state: 'complete' }),
  // Told by the conversation, beside what came before it.
  error: (draft) => draft,
};

/** The answer with one more event; what is not known is passed over. */
export function withEvent(draft: Draft, { name, data }: SentEvent): Draft {
  const handle = HANDLERS[name as keyof AnswerEvents] as ((draft: Draft, data: unknown) => Draft) | undefined;
  return handle ? handle(draft, data) : draft;
}

/** A tool is told when it starts and again when it has answered. */
function withStep(steps: readonly ToolStep[], step: ToolStep): ToolStep[] {
  return steps.some(({ id }) => id === step.id)
    ? steps.map((known) => (known.id === step.id ? { ...known, ...step } : known))
    : [...steps, step];
}

function withText(blocks: readonly Block[], delta: string): Block[] {
  const last = blocks.at(-1);
  if (last?.kind !== 'text') return [...blocks, { kind: 'text', text: delta }];
  return [...blocks.slice(0, -1), { kind: 'text', text: last.text + delta }];
}
