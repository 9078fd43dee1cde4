/** What stands in a sentence beside its words. */
export type SaidValues = Record<string, string | number | boolean>;

/** The English of a code, and values that it can have. */
interface Saying<V extends object> {
  text(values: V): string;
  example: V;
}

export function saying<V extends object>(example: V, text: (values: V) => string): Saying<V> {
  return { text, example };
}

/** What needs no values. */
export function plainly(text: string): Saying<Record<never, never>> {
  return saying({}, () => text);
}
