import type { Catalog } from '../catalog/catalog';
import type { Clock } from '../core/clock';

export interface Session {
  sessionKey: string;
  ratingKey: number;
  /** The server's number of the viewer. */
  localId: number;
  offsetMs: number;
  state: 'playing' | 'paused' | 'buffering';
  deviceId: number;
  transcode: boolean;
  startedAt: number;
}

/** What is being played now. */
export class Sessions {
  private readonly open = new Map<string, Session>();
  private lastKey = 0;

  constructor(
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  start(ratingKey: number, localId: number, given: Partial<Session> = {}): Session {
    const sessionKey = String(++this.lastKey);
    const session: Session = {
      ratingKey,
      localId,
      offsetMs: 0,
      state: 'playing',
      deviceId: 1,
      transcode: false,
      startedAt: this.clock.nowSeconds(),
      ...given,
      sessionKey,
    };
    this.open.set(sessionKey, session);
    return session;
  }

  get(sessionKey: string): Session | undefined {
    return this.open.get(sessionKey);
  }

  stop(sessionKey: string): boolean {
    return this.open.delete(sessionKey);
  }

  /** Sessions of items that were deleted meanwhile vanish with them. */
  list(): Session[] {
    return [...this.open.values()].filter(({ ratingKey }) => this.catalog.exists(ratingKey));
  }
}
