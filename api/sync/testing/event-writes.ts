import { OutgoingMessage } from 'node:http';

/** An event on its way to a reader. */
export interface WrittenEvent {
  text: string;
  /** Milliseconds by `performance.now()`. */
  at: number;
}

/** Collects the events that this process sends, and when it does: a reader of the same process may be late to read. */
export function watchEvents(name: string): { written: WrittenEvent[]; stop: () => void } {
  const written: WrittenEvent[] = [];
  const { write } = OutgoingMessage.prototype;
  const spy = jest.spyOn(OutgoingMessage.prototype, 'write').mockImplementation(function (
    this: OutgoingMessage,
    ...args: unknown[]
  ) {
    const [text] = args;
    if (typeof text === 'string' && text.startsWith(`event: ${name}\n`)) written.push({ text, at: performance.now() });
    return write.apply(this, args as Parameters<typeof write>);
  });
  return { written, stop: () => spy.mockRestore() };
}
