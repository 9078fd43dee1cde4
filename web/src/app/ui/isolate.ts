/** A name inside a sentence, written so that its direction and its marks end with it. */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}
