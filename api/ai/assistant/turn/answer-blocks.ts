import type { Figure } from '../../tools/tool';
import type { NoticeCode, StoredBlock, StoredItem } from '../conversation/message';
import type { Said } from '../../said/said';
import type { TurnState } from './turn-state';

const MOST_FOUND = 10;
const MOST_FIGURES_FOUND = 5;

const NOTICES: Record<Exclude<NoticeCode, 'caveat' | 'found'>, string> = {
  removed: 'A part of the answer was left out: nothing that was looked up backs it.',
  'no-answer': 'Nothing was looked up that answers this.',
  limit: 'The answer ends here: the tokens for one answer are used up.',
  truncated: 'The answer ends here: the model stopped in the middle.',
  filtered: 'The answer ends here: the provider held the rest back.',
};

/**
 * What stands beside the text of an answer: figures, cards and what the server says itself.
 * @param outside titles that are not in the library
 * @param whole false where a fault ended it: then nothing is put in the place of what is missing
 */
export function blocksOf(state: TurnState, outside: readonly StoredItem[], whole: boolean): StoredBlock[] {
  const { text, source, figures, items, removed } = state.writer.written;
  const said: StoredBlock[] = text.trim() ? [{ kind: 'text', text: text.trim(), source: source.trim() }] : [];
  const cards = [...items.map((item) => withReason(item, state)), ...outside];
  const blocks: StoredBlock[] = [
    ...said,
    ...figures.map((figure) => toFigure(figure, figure.toolId)),
    ...(cards.length > 0 ? [{ kind: 'items' as const, items: cards }] : []),
  ];
  return [
    ...blocks,
    ...(whole && blocks.length === 0 ? instead(state) : []),
    ...[...state.caveats].map(([text, said]) => notice('caveat', text, said)),
    ...(removed ? [notice('removed')] : []),
    ...(state.stoppedBy ? [notice(state.stoppedBy)] : []),
  ];
}

/** Where the model's words came to nothing the server tells what its last tool found. */
function instead({ steps }: TurnState): StoredBlock[] {
  const step = steps.findLast(({ items, figures }) => items.length > 0 || figures.length > 0) ?? steps.at(-1);
  if (!step) return [notice('no-answer')];
  const items = step.items.slice(0, MOST_FOUND).map((item) => ({ ...item, title: null, year: null }));
  return [
    notice('found', step.summary, step.said),
    ...step.figures.slice(0, MOST_FIGURES_FOUND).map((figure) => toFigure(figure, step.id)),
    ...(items.length > 0 ? [{ kind: 'items' as const, items }] : []),
  ];
}

function toFigure({ label, said = [], value, unit }: Figure, toolId: string): StoredBlock {
  return { kind: 'figure', label, said, value, unit, toolId };
}

/** The codes of a reason that a tool of this conversation gave. */
function withReason(card: StoredItem, { steps, stepsBefore }: TurnState): StoredItem {
  const told = [...steps, ...stepsBefore]
    .flatMap(({ items }) => items)
    .find(({ itemId, reason }) => itemId === card.itemId && reason === card.reason);
  return { ...card, said: told?.said ?? [] };
}

function notice(code: keyof typeof NOTICES): StoredBlock;
function notice(code: 'caveat' | 'found', text: string, said: Said[] | undefined): StoredBlock;
function notice(code: NoticeCode, text = '', said: Said[] = []): StoredBlock {
  return { kind: 'notice', code, text: text || NOTICES[code as keyof typeof NOTICES], said };
}
