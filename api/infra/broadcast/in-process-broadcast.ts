import { Broadcast } from './broadcast';
import { ChannelListeners } from './channel-listeners';

/** Within one process: what is published is heard in the next turn of the event loop. */
export class InProcessBroadcast extends Broadcast {
  private readonly listeners = new ChannelListeners();

  publish(channel: string, message: unknown): void {
    // As text, like through Redis: a listener gets a copy, and dates are strings in both.
    const text = JSON.stringify(message);
    setImmediate(() => this.listeners.deliver(channel, text));
  }

  subscribe<T>(channel: string, listener: (message: T) => void): () => void {
    return this.listeners.add(channel, listener as (message: unknown) => void);
  }
}
