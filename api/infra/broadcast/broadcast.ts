/**
 * Says something to every process: through Redis where there is one, within the process otherwise.
 * Messages are hints that may get lost; whoever must not miss one reads the database as well.
 */
export abstract class Broadcast {
  abstract publish(channel: string, message: unknown): void;

  /** Answers the function that ends the subscription. */
  abstract subscribe<T>(channel: string, listener: (message: T) => void): () => void;
}
