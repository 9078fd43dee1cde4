import { randomUUID } from 'node:crypto';
import { parseLogLine, type LogLine } from './log-line';

const MOST_LINES = 5_000;
const MOST_CHARACTERS = 4 * 1024 * 1024;
/** What is longer, such as an error that carries a whole reply, is kept by its head alone. */
const LONGEST_LINE = 16 * 1024;

interface Kept {
  sequence: number;
  text: string;
}

type Listener = (sequence: number, text: string) => void;

/** The last lines of this process's log, as they were written: redacted, in memory, within bounds. */
export class LogRing {
  /** Tells the sequences of one process from those of another. */
  readonly id = randomUUID();
  private readonly kept: (Kept | undefined)[] = Array.from({ length: MOST_LINES });
  private readonly listeners = new Set<Listener>();
  private oldest = 0;
  private next = 0;
  private characters = 0;

  push(line: string): void {
    const text = line.length <= LONGEST_LINE ? line : headOf(line);
    const sequence = this.next++;
    this.kept[sequence % MOST_LINES] = { sequence, text };
    this.characters += text.length;
    while (this.next - this.oldest >= MOST_LINES || this.characters > MOST_CHARACTERS) this.dropOldest();
    for (const listener of this.listeners) listener(sequence, text);
  }

  /** Newest first, from the line before `before` on; every kept line when that is null. */
  *newest(before: number | null = null): Generator<Kept> {
    for (let sequence = Math.min(before ?? this.next, this.next) - 1; sequence >= this.oldest; sequence--) {
      const kept = this.kept[sequence % MOST_LINES];
      // A reader that pauses may be overtaken by new lines.
      if (kept?.sequence === sequence) yield kept;
    }
  }

  oldestLine(): LogLine | null {
    const kept = this.kept[this.oldest % MOST_LINES];
    return kept ? parseLogLine(kept.sequence, kept.text) : null;
  }

  /** Calls back with each new line until the answered function is called. The listener must not log. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private dropOldest(): void {
    const index = this.oldest++ % MOST_LINES;
    this.characters -= this.kept[index]?.text.length ?? 0;
    this.kept[index] = undefined;
  }
}

function headOf(line: string): string {
  const { at, level, message, source, requestId } = parseLogLine(0, line);
  const head = { level, time: at, requestId: requestId ?? undefined, context: source ?? undefined };
  return JSON.stringify({ ...head, cut: true, msg: message.slice(0, LONGEST_LINE / 8) });
}
