import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { ItemBrowser, type ItemCardDto } from '../../library';
import type { Asked, Chip, ChipField } from './asked';

/** Types that others can be like. */
const COMPARED: readonly string[] = ['movie', 'show'];

/** What the names in a question stand for, which only the library can tell. */
@Injectable()
export class Names {
  constructor(private readonly browser: ItemBrowser) {}

  /** "With dinosaurs" names nobody, and "tom hanks" is a name although it says no "with". */
  async settle(principal: Principal, asked: Asked): Promise<void> {
    const { filters } = asked;
    if (filters.person !== undefined && !(await this.isPerson(principal, asked, filters.person))) {
      if (filters.q === undefined && asked.like === null) toWords(asked, filters.person);
      return;
    }
    if (filters.q === undefined || filters.person !== undefined || filters.q.length < 3) return;
    const { type, q } = filters;
    const [{ count }, isPerson] = [
      await this.browser.count(principal, { type, q }),
      () => this.isPerson(principal, asked, q),
    ];
    if (count === 0 && (await isPerson())) toPerson(asked, q);
  }

  /** The title that others are to be like: the one that fits the words best. */
  async compared(principal: Principal, words: string): Promise<ItemCardDto | null> {
    const { items } = await this.browser.list(principal, { q: words.slice(0, 200), limit: 10 });
    return items.find(({ type, available }) => available && COMPARED.includes(type)) ?? null;
  }

  private async isPerson(principal: Principal, { filters: { type } }: Asked, person: string): Promise<boolean> {
    return (await this.browser.count(principal, { type, person })).count > 0;
  }
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
