import type { Catalog } from '../catalog/catalog';
import type { Clock } from '../core/clock';
import type { Plays } from '../plays/plays';
import type { Session, Sessions } from '../plays/sessions';
import type { Views } from '../plays/views';
import type { Notifier, Playing } from './notifier';

/** A view counts when this much has been seen. */
const WATCHED_SHARE = 0.9;

/** Playing, pausing, stopping, and what follows from it: messages, view state, history. */
export class Playback {
  constructor(
    private readonly catalog: Catalog,
    private readonly sessions: Sessions,
    private readonly plays: Plays,
    private readonly views: Views,
    private readonly notifier: Notifier,
    private readonly clock: Clock,
  ) {}

  start(ratingKey: number, localId: number, given: Partial<Session> = {}): Session {
    if (!this.catalog.exists(ratingKey)) throw new Error(`no item ${ratingKey}`);
    const session = this.sessions.start(ratingKey, localId, given);
    this.tell(session, session.state);
    return session;
  }

  progress(session: Session, offsetMs: number, state: Session['state'] = session.state): void {
    session.offsetMs = Math.max(0, Math.min(offsetMs, this.durationMs(session)));
    session.state = state;
    this.views.change(session.localId, session.ratingKey, (view) => {
      view.offsetMs = session.offsetMs;
    });
    this.tell(session, state);
  }

  /** Ends a session; seen to the end it becomes a row of the history. True when it did. */
  stop(session: Session): boolean {
    this.sessions.stop(session.sessionKey);
    this.tell(session, 'stopped');
    if (!this.isWatched(session)) return false;
    this.plays.add(session.ratingKey, session.localId, this.clock.nowSeconds(), session.deviceId);
    return true;
  }

  isWatched(session: Session): boolean {
    return session.offsetMs >= this.durationMs(session) * WATCHED_SHARE;
  }

  durationMs({ ratingKey }: Session): number {
    return this.catalog.build(ratingKey)?.durationMs ?? 3_600_000;
  }

  private tell(session: Session, state: Playing['state']): void {
    this.notifier.playing({
      sessionKey: session.sessionKey,
      ratingKey: String(session.ratingKey),
      viewOffset: session.offsetMs,
      state,
      localId: session.localId,
    });
  }
}
