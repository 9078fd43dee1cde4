import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { PlexAccountClient, type PinCheck } from '../../plex';

/** plex.tv is asked about one PIN at most so often, however fast the browser claims. */
const INTERVAL_MS = 1_000;
const MAX_PINS = 2_000;

interface Poll {
  startedAt: number;
  running: Promise<PinCheck> | null;
}

/** Asks plex.tv whether a PIN was approved, one question at a time for each PIN. */
@Injectable()
export class PinPoll {
  private readonly polls = new LRUCache<string, Poll>({ max: MAX_PINS });

  constructor(private readonly plex: PlexAccountClient) {}

  /**
   * What plex.tv says of the PIN; "pending" without asking when it was asked less than a second ago.
   * Calls while a question is under way share its answer.
   */
  check(plexPinId: string): Promise<PinCheck> {
    const poll = this.polls.get(plexPinId);
    if (poll?.running) return poll.running;
    if (poll && performance.now() - poll.startedAt < INTERVAL_MS) return Promise.resolve({ state: 'pending' });
    return this.ask(plexPinId);
  }

  private ask(plexPinId: string): Promise<PinCheck> {
    const poll: Poll = { startedAt: performance.now(), running: null };
    this.polls.set(plexPinId, poll);
    const running = this.plex.checkPin(plexPinId).finally(() => (poll.running = null));
    poll.running = running;
    return running;
  }
}
