import type { ItemCardDto } from '../../../library';
import type { Figure, ToolResult } from '../../tools/tool';
import { numberOf, type KnownNumber, type Measure } from './figures';
import { isOfDecade, limitOf, type Limit } from './limits';
import { numbersIn, type KnownNumbers } from './numbers';
import { PhraseBook } from './phrase-book';

/** What of a tool's result an answer may stand on. */
export type Told = Pick<ToolResult, 'count' | 'items' | 'figures' | 'filters' | 'asOf' | 'forModel'> &
  Partial<Pick<ToolResult, 'words'>>;

/** Fields whose text is somebody's prose: no names are in it that an answer may use. */
const PROSE = new Set(['summary', 'tagline', 'reason']);
const LONGEST_NAME = 200;

/** Filters that find only what holds their very words. Those of all others a model may have made up. */
const LIBRARY_WORDS = new Set(['genre', 'contentRating', 'resolution', 'language', 'type', 'period', 'by']);

/** Names of fields and filters that say what their number is of. */
const MEASURES: readonly [RegExp, Measure, number][] = [
  [/^year/, 'year', 1],
  [/minutes/i, 'time', 60_000],
  [/rating/i, 'rating', 1],
  [/days/i, 'days', 1],
  [/^(?:index|parentIndex)$/, 'count', 1],
];

/**
 * Everything that the tools of one conversation told, and the only ground on which its answers may stand:
 * items by id, figures by name, names and numbers.
 */
export class Evidence implements KnownNumbers {
  readonly items = new Map<string, { item: ItemCardDto; reason: string | null }>();
  readonly figures = new Map<string, Figure & { toolId: string }>();
  readonly phrases = new PhraseBook();
  readonly numbers: KnownNumber[] = [];
  readonly dates = new Set<string>();
  /** Numbers that the person said themselves. */
  private readonly question: ReadonlySet<number>;

  constructor(question: string) {
    this.question = numbersSaid(question);
  }

  add(toolId: string, { count, items, figures, filters, words = [], asOf, forModel }: Told): void {
    for (const { item, reason } of items) this.addItem(item, reason);
    for (const figure of figures) this.addFigure(toolId, figure);
    this.addNumber(count, 'count');
    this.addNumber(items.length || null, 'count');
    for (const word of words) this.phrases.add(word);
    this.addFilters(filters, hasFound({ items, count }));
    this.addDate(asOf);
    this.addValue('', forModel);
  }

  /** An item that an earlier turn spoke of and that the caller can still see. */
  addItem(item: ItemCardDto, reason: string | null): void {
    this.items.set(item.id, { item, reason });
    this.phrases.add(item.title);
    if (item.grandparentTitle) this.phrases.add(item.grandparentTitle);
    this.addNumber(item.year, 'year');
    this.addNumber(item.rating, 'rating');
    this.addNumber(item.viewCount, 'count');
    this.addNumber(item.index, 'count');
    this.addNumber(item.parentIndex, 'count');
    this.addNumber(item.sizeBytes, 'bytes');
    this.addResolution(item.resolution);
    this.addDate(item.addedAt);
    this.addDate(item.lastViewedAt);
    if (reason) for (const [digits] of reason.matchAll(/\d+/g)) this.addNumber(Number(digits), 'any');
    if (reason) this.addDate(/\d{4}-\d{2}-\d{2}/.exec(reason)?.[0]);
  }

  addFigure(toolId: string, figure: Figure): void {
    this.figures.set(`${toolId}.${figure.key}`, { ...figure, toolId });
    this.numbers.push(numberOf(figure));
    this.phrases.add(figure.label);
    // "Comedy: titles" is a label made of a name.
    this.phrases.add(figure.label.split(':')[0]);
  }

  /** What is told in sentences: their numbers, as they stand there, and the names that are in them. */
  addFacts(lines: readonly string[], names: readonly string[]): void {
    for (const name of names) this.phrases.add(name);
    this.numbers.push(...lines.flatMap(numbersIn));
  }

  private addFilters(filters: Told['filters'], found: boolean): void {
    for (const [name, value] of Object.entries(filters)) {
      if (typeof value === 'string') this.addFilter(name, value, found);
      // A filter's number is the model's own, unless the person said it.
      else if (typeof value === 'number' && this.question.has(value))
        this.addMeasured(name, value, limitOf(name, filters, found));
    }
    if (isOfDecade(filters) && this.question.has(Number(filters.yearFrom)))
      this.addNumber(Number(filters.yearFrom), 'year', 'decade');
  }

  private addFilter(name: string, value: string, found: boolean): void {
    if (found && LIBRARY_WORDS.has(name) && value.length <= LONGEST_NAME) this.phrases.add(value);
    if (found && name === 'resolution') this.addResolution(value);
    const days = /^(\d+)d$/.exec(value);
    if (days) this.addNumber(Number(days[1]), 'days', 'days');
  }

  private addMeasured(name: string, value: number, limit?: Limit): void {
    const [, measure, factor] = MEASURES.find(([pattern]) => pattern.test(name)) ?? [null, null, 1];
    if (measure) this.addNumber(value * factor, measure, limit);
  }

  /** What the model reads was told too: runtimes, genres, people. */
  private addValue(name: string, value: unknown): void {
    if (Array.isArray(value)) for (const one of value) this.addValue(name, one);
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) this.addValue(key, one);
    else if (typeof value === 'number') this.addMeasured(name, value);
    else if (typeof value === 'string' && isName(name, value)) this.phrases.add(value);
  }

  private addNumber(value: number | null, measure: Measure, limit?: Limit): void {
    if (value !== null) this.numbers.push({ value, measure, ...(limit && { limit }) });
  }

  private addResolution(resolution: string | null): void {
    const lines = resolution && /^\d+/.exec(resolution);
    if (!resolution || !lines) return;
    this.addNumber(Number(lines[0]), 'lines');
    this.phrases.add(resolution);
  }

  private addDate(time: string | null | undefined): void {
    if (!time) return;
    this.dates.add(time.slice(0, 10));
    this.addNumber(Number(time.slice(0, 4)), 'year');
  }
}

/** Whether its filters hold for anything: figures may be of what they do not touch. */
export function hasFound({ items, count }: Pick<Told, 'items' | 'count'>): boolean {
  return items.length > 0 || (count ?? 0) > 0;
}

/** "The 90s" says 1990 and 1999 as well. */
function numbersSaid(question: string): Set<number> {
  const said = new Set<number>();
  for (const [, digits, decade] of question.matchAll(/(\d+)(s|er|'s)?/g)) {
    const value = Number(digits);
    said.add(value);
    if (!decade) continue;
    const first = value < 100 ? 1900 + value : value;
    said.add(first).add(first + 9);
  }
  return said;
}

function isName(field: string, text: string): boolean {
  return !PROSE.has(field) && field !== 'id' && text.length <= LONGEST_NAME;
}
