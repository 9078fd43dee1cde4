import { Injectable } from '@nestjs/common';
import type { PlayingEvent } from '../../plex';

export type PlayingListener = (serverId: string, event: PlayingEvent) => void;

/** What players of the servers do, as it is heard by this process. */
@Injectable()
export class PlayingEvents {
  private readonly listeners = new Set<PlayingListener>();

  /** Answers the function that ends the subscription. The listener must not throw. */
  onPlaying(listener: PlayingListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(serverId: string, event: PlayingEvent): void {
    for (const listener of this.listeners) listener(serverId, event);
  }
}
