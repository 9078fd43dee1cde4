import { say, textOf, type Said } from '../../said/said';
import { languageNamed } from '../../tools/language-words';
import type { Tool, ToolResult } from '../../tools/tool';
import type { StoredStep } from '../conversation/message';
import type { Ground } from '../grounding/check';
import { hasFound } from '../grounding/evidence';
import { wordsIn } from '../grounding/phrase-book';
import { comparable, oneLine } from '../grounding/plain-text';
import { schemaOf } from './prompt';

type Value = string | number | boolean;

/**
 * A step as the person sees it. A model chooses the arguments, and may put there what it has invented: words that
 * neither the question nor the result holds, and numbers that found nothing, are not shown.
 */
export function toShownStep(
  id: string,
  tool: Tool,
  args: Record<string, unknown>,
  result: ToolResult,
  ground: Ground,
): { step: StoredStep; caveats: Said[] } {
  const hidden: string[] = [];
  const isShown = (name: string, value: unknown): value is Value => {
    const shown = mayShow(tool, name, value, result, ground);
    if (!shown) hidden.push(String(value));
    return shown;
  };
  const shownOf = (given: object): Record<string, Value> =>
    Object.fromEntries(Object.entries(given).filter((entry): entry is [string, Value] => isShown(entry[0], entry[1])));
  const { limit: _, ...asked } = args;
  const step: StoredStep = {
    ...{ id, name: tool.name, arguments: shownOf(asked), filters: shownOf(result.filters) },
    ...{ count: result.count, asOf: result.asOf, figures: result.figures },
    summary: oneLine(result.summary),
    said: result.said,
    items: result.items.map(({ item, reason, said }) => ({ itemId: item.id, reason, said })),
  };
  if (hidden.length > 0) {
    step.said = [say('so-many-found', { count: result.count ?? result.items.length })];
    step.summary = textOf(step.said);
  }
  return { step, caveats: result.caveats.map((caveat) => without(hidden, caveat)) };
}

function mayShow(tool: Tool, name: string, value: unknown, result: ToolResult, { evidence, asked }: Ground): boolean {
  if (typeof value === 'boolean') return true;
  if (typeof value === 'number') return hasFound(result) || wasSaid(value, asked);
  if (typeof value !== 'string') return false;
  if (name === 'language' && languageNamed(value) !== null) return true;
  if (choices(tool, name).includes(value) || evidence.items.has(value) || evidence.phrases.has(value)) return true;
  return wereAsked(value, asked);
}

function wereAsked(value: string, asked: string): boolean {
  const words = wordsIn(comparable(value));
  return words.length > 0 && words.every(({ folded }) => asked.includes(` ${folded} `));
}

/** "the 90s" says 1990. */
function wasSaid(value: number, asked: string): boolean {
  const decade = value >= 1900 && value < 2000 ? value % 100 : value;
  return [value, decade, `${value}s`, `${decade}s`, `${decade}er`].some((said) => asked.includes(` ${said} `));
}

function choices(tool: Tool, name: string): unknown[] {
  const { properties } = schemaOf(tool) as { properties?: Record<string, { enum?: unknown[] }> };
  return properties?.[name]?.enum ?? [];
}

function without(hidden: readonly string[], { code, text, values }: Said): Said {
  const shown = (words: string) => hidden.reduce((rest, word) => (word ? rest.replaceAll(word, '…') : rest), words);
  const entries = Object.entries(values).map(([name, value]) => {
    const words = shown(String(value));
    return [name, words === String(value) ? value : words] as const;
  });
  return { code, text: shown(text), values: Object.fromEntries(entries) };
}
