import type { ItemCardDto } from '../../../library';
import type { AnswerItemDto, MessageDto, ToolStepDto } from './conversation.dto';
import type { MessageRow } from './conversation.repository';
import type { StoredBlock, StoredItem, StoredStep } from './message';

type Cards = ReadonlyMap<string, ItemCardDto>;

/** @param cards of what the reader may see now */
export function toMessage(row: MessageRow, cards: Cards): MessageDto {
  const { id, role, createdAt, state, text, model, errorCode, feedback } = row;
  const { promptTokens, completionTokens, usageEstimated: estimated } = row;
  return {
    ...{ id, role, createdAt, state, text, model, errorCode, feedback },
    blocks: row.blocks.map((block) => toBlock(block, cards)),
    tools: row.tools.map(toStep),
    usage: promptTokens === null || completionTokens === null ? null : { promptTokens, completionTokens, estimated },
  };
}

export function toAnswerItem({ itemId, title, year, reason, said = [] }: StoredItem, cards: Cards): AnswerItemDto {
  const item = itemId === null ? null : (cards.get(itemId) ?? null);
  // A reason may name other titles, which may be gone from sight with the item.
  return {
    itemId,
    item,
    reason: item ? reason : null,
    said: item ? said : [],
    inLibrary: itemId !== null,
    title,
    year,
  };
}

/** What people read of a step. */
export function toStep({
  id,
  name,
  arguments: args,
  count,
  summary,
  said = [],
  filters,
  asOf,
}: StoredStep): ToolStepDto {
  return { id, name, arguments: args, count, summary, said, filters, asOf };
}

function toBlock(block: StoredBlock, cards: Cards): MessageDto['blocks'][number] {
  if (block.kind === 'items') return { kind: 'items', items: block.items.map((item) => toAnswerItem(item, cards)) };
  return block.kind === 'text' ? { kind: 'text', text: block.text } : { ...block, said: block.said ?? [] };
}
