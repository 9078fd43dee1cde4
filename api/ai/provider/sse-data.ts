/** A line beyond this is no event of a chat. */
const LONGEST_LINE = 1 << 20;

/**
 * Puts the `data` of server-sent events together from bytes that may be cut anywhere, inside a character too.
 * Comments, by which servers keep a connection open, and other fields are passed over.
 */
export class SseData {
  private readonly decoder = new TextDecoder();
  private rest = '';
  private data: string[] = [];

  /** The events that these bytes complete. */
  push(bytes: Uint8Array): string[] {
    return this.take(this.decoder.decode(bytes, { stream: true }));
  }

  /** What the end of the stream completes: not every server ends with an empty line. */
  end(): string[] {
    return this.take(`${this.decoder.decode()}\n\n`);
  }

  private take(text: string): string[] {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop()!;
    if (this.rest.length > LONGEST_LINE) throw new RangeError('A line of the stream is too long');
    return lines.flatMap((line) => this.line(line.replace(/\r$/, '')));
  }

  private line(line: string): string[] {
    if (line.startsWith('data:')) {
      this.data.push(line.slice(5).replace(/^ /, ''));
      return [];
    }
    if (line !== '' || this.data.length === 0) return [];
    const event = this.data.join('\n');
    this.data = [];
    return [event];
  }
}
