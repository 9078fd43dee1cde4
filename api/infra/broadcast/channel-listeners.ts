import { Logger } from '@nestjs/common';

type Listener = (message: unknown) => void;

/** Who listens to which channel in this process. */
export class ChannelListeners {
  private readonly logger = new Logger('Broadcast');
  private readonly listenersByChannel = new Map<string, Set<Listener>>();

  /** Answers the function that removes the listener again. */
  add(channel: string, listener: Listener): () => void {
    const listeners = this.listenersByChannel.get(channel) ?? new Set();
    this.listenersByChannel.set(channel, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listenersByChannel.get(channel) === listeners) {
        this.listenersByChannel.delete(channel);
      }
    };
  }

  /** One listener that throws keeps the message from nobody else. */
  deliver(channel: string, text: string): void {
    for (const listener of [...(this.listenersByChannel.get(channel) ?? [])]) {
      try {
        listener(JSON.parse(text));
      } catch (error) {
        this.logger.error(error, 'A broadcast listener failed');
      }
    }
  }
}
