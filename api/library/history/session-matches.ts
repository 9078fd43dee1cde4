import type { PlexPlay } from '../../plex';

/** A viewing that no row of the history is known to tell of. */
export interface UnmatchedSession {
  id: string;
  accountId: string;
  ratingKey: string;
  type: string;
  title: string;
  startedAt: Date;
  /** Until when the server may have written its row: it could go on unseen while we could not look. */
  until: Date;
  lastSeenAt: Date;
}

export interface SessionMatch {
  sessionId: string;
  historyKey: string;
  viewedAt: Date;
}

const EARLY_MS = 2 * 60_000;

/** Which play tells of which viewing: the same viewer and item, at that time; each of both once at most. */
export function matchSessions(plays: readonly PlexPlay[], sessions: readonly UnmatchedSession[]): SessionMatch[] {
  const left = new Set(sessions);
  const matches: SessionMatch[] = [];
  for (const play of plays) {
    const fitting = [...left].filter((session) => isAbout(session, play));
    if (fitting.length === 0) continue;
    const nearest = fitting.reduce((best, next) => (distance(next, play) < distance(best, play) ? next : best));
    left.delete(nearest);
    matches.push({ sessionId: nearest.id, historyKey: play.historyKey, viewedAt: play.viewedAt });
  }
  return matches;
}

function isAbout(session: UnmatchedSession, play: PlexPlay): boolean {
  if (session.accountId !== play.accountId) return false;
  // The row of an item that is gone names no key any more.
  const same =
    play.ratingKey === null
      ? session.title === play.title && session.type === play.type
      : session.ratingKey === play.ratingKey;
  const at = play.viewedAt.getTime();
  return same && at >= session.startedAt.getTime() - EARLY_MS && at <= session.until.getTime();
}

function distance({ lastSeenAt }: UnmatchedSession, { viewedAt }: PlexPlay): number {
  return Math.abs(lastSeenAt.getTime() - viewedAt.getTime());
}
