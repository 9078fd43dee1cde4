import { LOCALE } from './locale';

const RULES = new Intl.PluralRules(LOCALE);

/** The sentence for a number: both languages of the portal know one and many. */
export function plural(count: number, one: string, other: string): string {
  return RULES.select(count) === 'one' ? one : other;
}
