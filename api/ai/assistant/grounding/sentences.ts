/** Nobody writes a longer one; what is longer is checked, and dropped, as a whole. */
const LONGEST = 1200;
const ABBREVIATION =
  /(?:^|[\s(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|vs|Jr|Sr|Vol|No|Nr|ca|bzw|usw|etc|z|B|d|h|u|a|e|g|i|Min|Std|approx)\.$|\d\.$/u;
const END = /[.!?…]+["”’»)\]*_]*(?=\s)|\n/g;

/** Cuts a stream of text into sentences, each with the white space behind it. A reference is never cut. */
export class Sentences {
  private buffer = '';

  push(delta: string): string[] {
    this.buffer += delta;
    const sentences: string[] = [];
    for (let end = this.end(); end > 0; end = this.end()) {
      sentences.push(this.buffer.slice(0, end));
      this.buffer = this.buffer.slice(end);
    }
    return sentences;
  }

  /** What is left at the end. */
  rest(): string {
    const rest = this.buffer;
    this.buffer = '';
    return rest;
  }

  private end(): number {
    for (const { 0: mark, index } of this.buffer.matchAll(END)) {
      const end = index + mark.length;
      const before = this.buffer.slice(0, end);
      if (before.lastIndexOf('[[') > before.lastIndexOf(']]')) continue;
      if (mark === '.' && ABBREVIATION.test(before)) continue;
      // The white space goes with it, and more of it may still come.
      if (mark.startsWith('\n')) return end;
      const space = /^[^\S\n]+(?=\S|\n)|^(?=\n)/.exec(this.buffer.slice(end));
      if (space) return end + space[0].length;
    }
    return this.buffer.length > LONGEST ? this.buffer.length : 0;
  }
}
