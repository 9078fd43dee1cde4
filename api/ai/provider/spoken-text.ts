const OPENING = '<think>';
const CLOSING = '</think>';

/** What models that think aloud mean to say: their thoughts stand in tags that may be cut anywhere. */
export class SpokenText {
  private thinks = false;
  private held = '';

  /** What these letters add to what is said. */
  push(text: string): string {
    let rest = this.held + text;
    let said = '';
    for (;;) {
      const tag = this.thinks ? CLOSING : OPENING;
      const at = rest.indexOf(tag);
      if (at < 0) break;
      if (!this.thinks) said += rest.slice(0, at);
      rest = rest.slice(at + tag.length);
      this.thinks = !this.thinks;
    }
    const begun = beginningOf(this.thinks ? CLOSING : OPENING, rest);
    this.held = rest.slice(rest.length - begun);
    return this.thinks ? said : said + rest.slice(0, rest.length - begun);
  }

  /** What was held back for it might have become a tag. */
  end(): string {
    const rest = this.thinks ? '' : this.held;
    this.held = '';
    return rest;
  }
}

/** How many letters at the end of a text may be the beginning of the tag. */
function beginningOf(tag: string, text: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length--)
    if (text.endsWith(tag.slice(0, length))) return length;
  return 0;
}
