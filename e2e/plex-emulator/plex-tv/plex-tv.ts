import type { Clock } from '../core/clock';
import { RequestCounters } from '../http/request-counters';
import type { MediaServer } from '../pms/media-server';
import type { Directory } from './account';
import { Pins } from './pins';
import { RateLimit } from './rate-limit';

/** The state of plex.tv beyond people: PINs, webhooks, limits, what its resource list looks like. */
export class PlexTv {
  readonly pins: Pins;
  readonly rateLimit = new RateLimit();
  readonly counters = new RequestCounters();
  readonly webhooks = new Map<number, string[]>();
  readonly settings = { deadConnections: true, relay: false };
  uri = '';
  isDown = false;

  constructor(
    seed: number,
    readonly directory: Directory,
    readonly servers: readonly MediaServer[],
    readonly clock: Clock,
  ) {
    this.pins = new Pins(seed, clock);
  }
}
