import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { ItemBrowser, type ItemCardDto } from '../../library';
import { wordsOf } from '../tools/genre-words';
import type { Asked, Chip, ChipField } from './asked';
import type { QuestionText } from './question-text';

/** Types that others can be like. */
const COMPARED: readonly string[] = ['movie', 'show'];

/** A title that asks for something else, too, is rather meant where its words say nothing more telling than this. */
const WEAK: ReadonlySet<ChipField> = new Set<ChipField>([
  'q',
  'person',
  'years',
  'sort',
  'limit',
  'minutes',
  'addedSince',
]);
const MOST_WORDS = 8;
const LEADS = [
  ...['show me', 'find', 'find me', 'search for', 'do i have', 'do we have', 'have i got', 'is there', 'play', 'watch'],
  ...['zeig mir', 'zeige mir', 'finde', 'suche', 'habe ich', 'haben wir', 'gibt es', 'hast du'],
].map((lead) => lead.split(' '));

/** What the names in a question stand for, which only the library can tell. */
@Injectable()
export class Names {
  constructor(private readonly browser: ItemBrowser) {}

  /** "With dinosaurs" names nobody, and "tom hanks" is a name although it says no "with". */
  async settle(principal: Principal, asked: Asked): Promise<void> {
    const { filters } = asked;
    if (await this.isTitle(principal, asked)) return;
    if (filters.person === undefined) return this.settleWords(principal, asked);
    const isKnown = await this.isPerson(principal, asked, filters.person);
    if (!isKnown && filters.q === undefined && asked.like === null) toWords(asked, filters.person);
  }

  private async settleWords(principal: Principal, asked: Asked): Promise<void> {
    const { type, q } = asked.filters;
    if (q === undefined || q.length < 3) return;
    const { count } = await this.browser.count(principal, { type, q });
    if (count === 0 && (await this.isPerson(principal, asked, q))) toPerson(asked, q);
  }

  /** The title that others are to be like: the one that fits the words best. */
  async compared(principal: Principal, words: string): Promise<ItemCardDto | null> {
    const { items } = await this.browser.list(principal, { q: words.slice(0, 200), limit: 10 });
    return items.find(({ type, available }) => available && COMPARED.includes(type)) ?? null;
  }

  /** "Family Guy" asks for no genre, where there is such a title. */
  private async isTitle(principal: Principal, asked: Asked): Promise<boolean> {
    const { text, understood, ignored, intent, like } = asked;
    const isTold = ignored.length === 0 && !understood.some(({ field }) => field === 'q' || field === 'person');
    if (intent !== 'list' || like !== null || text.length > MOST_WORDS) return false;
    if (isTold && !understood.every(({ field }) => WEAK.has(field))) return false;
    for (const indexes of candidates(text)) {
      const q = text.written(indexes).slice(0, 200);
      const { items } = await this.browser.list(principal, { q, limit: 5 });
      if (!items.some(({ title, available }) => available && wordsOf(title) === wordsOf(q))) continue;
      asked.onlyTitle(indexes);
      return true;
    }
    return false;
  }

  private async isPerson(principal: Principal, { filters: { type } }: Asked, person: string): Promise<boolean> {
    return (await this.browser.count(principal, { type, person })).count > 0;
  }
}

/** All words, and those behind "do I have". */
function candidates(text: QuestionText): number[][] {
  const lead = LEADS.filter((words) => words.every((said, at) => text.anyWord(at) === said)).sort(
    (a, b) => b.length - a.length,
  );
  return [0, ...lead.slice(0, 1).map(({ length }) => length)]
    .map((at) => text.from(at))
    .filter(({ length }) => length > 0);
}

function toWords(asked: Asked, words: string): void {
  delete asked.filters.person;
  asked.filters.q = words;
  replaceChip(asked, 'person', { field: 'q', value: words, label: `“${words}”` });
}

function toPerson(asked: Asked, name: string): void {
  delete asked.filters.q;
  asked.filters.person = name;
  replaceChip(asked, 'q', { field: 'person', value: name, label: name });
}

function replaceChip(asked: Asked, field: ChipField, chip: Omit<Chip, 'text'>): void {
  const at = asked.understood.findIndex((one) => one.field === field);
  if (at !== -1) asked.understood[at] = { ...chip, text: asked.understood[at].text };
}
