import type { Item, RowForm } from './item';
import type { ItemType } from './keys';
import type { Scope } from './scope';

interface QuirkContext {
  scope: Scope;
  /** Hash of the item, for quirks that need a value of their own. */
  h: number;
  /** The title next to it in the library, for quirks that two items share. Untouched by quirks. */
  neighbour(): Item;
}

/** One way in which a real server surprises its clients. `row` quotes the table the quirk stands in. */
export interface ItemQuirk {
  name: string;
  row: string;
  types: readonly ItemType[];
  apply(item: Item, context: QuirkContext): void;
}

export const VIDEO: readonly ItemType[] = ['movie', 'episode'];
export const TITLED: readonly ItemType[] = ['movie', 'show', 'episode'];

const PLAIN_FORM: RowForm = { numbersAsText: false, textAsNumbers: false, booleans: 'native', bareObjects: false };

export function setForm(item: Item, change: Partial<RowForm>): void {
  item.form = { ...PLAIN_FORM, ...item.form, ...change };
}
