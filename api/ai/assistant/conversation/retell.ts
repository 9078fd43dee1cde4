import type { ItemCardDto } from '../../../library';
import type { Figure } from '../../tools/tool';
import { figureText } from '../grounding/figures';
import { readReferences, withoutMarks, type Reference } from '../grounding/references';
import { Sentences } from '../grounding/sentences';
import { sourceOf, titleOf, worded } from '../grounding/wording';
import type { MessageRow } from './conversation.repository';
import { HIDDEN, type HiddenNames } from './hidden-names';
import type { StoredBlock } from './message';

type Cards = ReadonlyMap<string, ItemCardDto>;
type TextBlock = Extract<StoredBlock, { kind: 'text' }>;

/** The same messages without the names: a sentence that holds one is cut, and a reference to what is gone hidden. */
export function retell(rows: readonly MessageRow[], cards: Cards, names: HiddenNames): MessageRow[] {
  const figures = new Map<string, Figure>(
    rows.flatMap(({ tools }) =>
      tools.flatMap(({ id, figures: all }) => all.map((figure) => [`${id}.${figure.key}`, figure] as const)),
    ),
  );
  const wordsOf = (reference: Reference): string => {
    const card = reference.kind === 'item' ? cards.get(reference.id) : undefined;
    const figure = reference.kind === 'figure' ? figures.get(reference.key) : undefined;
    return (card && titleOf(card)) ?? (figure && figureText(figure)) ?? HIDDEN;
  };
  const isGone = (reference: Reference): boolean => reference.kind === 'item' && !cards.has(reference.id);
  return rows.map((row) => {
    // What the person wrote is their own.
    if (row.role === 'user') return row;
    const blocks = row.blocks.flatMap((block): StoredBlock[] =>
      block.kind === 'text' ? retoldText(block, names, wordsOf, isGone) : [names.coverAll(block)],
    );
    const text = blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : [])).join('\n');
    return { ...row, text, blocks, tools: names.coverAll(row.tools) };
  });
}

/** Nothing where nothing of it is left. */
function retoldText(
  block: TextBlock,
  names: HiddenNames,
  wordsOf: (reference: Reference) => string,
  isGone: (reference: Reference) => boolean,
): TextBlock[] {
  const { references: all } = readReferences(block.source);
  if (!all.some(isGone) && !names.areIn(block.text) && !names.areIn(block.source)) return [block];
  const sentences = new Sentences();
  let [text, source] = ['', ''];
  for (const sentence of [...sentences.push(block.source), sentences.rest()]) {
    const { text: marked, references } = readReferences(sentence);
    // The end of its line stays.
    const rest = names.areIn(marked) ? (/\n$/.exec(marked)?.[0] ?? '') : marked;
    text += worded(rest, references, wordsOf);
    source += withoutMarks(rest, (at) => (isGone(references[at]) ? HIDDEN : sourceOf(references[at])));
  }
  // A title with a full stop in it is in no sentence alone.
  if (names.areIn(text) || !/[\p{L}\p{N}…]/u.test(text)) return [];
  return [{ ...block, text: text.trim(), source: source.trim() }];
}
