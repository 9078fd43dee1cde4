/** Something happened to a row of a library. Nothing but a hint: ask for the row before acting on it. */
export interface TimelineEvent {
  kind: 'timeline';
  ratingKey: string;
  /** Number of Plex's row type (1 movie … 10 track, 18 collection); null where none is named. */
  type: number | null;
  /** 0 created … 5 processed, 9 deleted; libraries without an agent stop at 1. Null where none is named. */
  state: number | null;
  sectionKey: string | null;
}

/** A player told how it is doing. */
export interface PlayingEvent {
  kind: 'playing';
  sessionKey: string;
  ratingKey: string | null;
  viewOffsetMs: number | null;
  /** `playing`, `paused`, `stopped`, `buffering`, or a newer word. */
  state: string | null;
}

export type PlexEvent = TimelineEvent | PlayingEvent;

/** What a stream tells of itself. None of these may throw. */
export interface EventListener {
  /** From now on everything is heard; what happened before was missed. */
  opened(): void;
  event(event: PlexEvent): void;
  /** The connection broke or could not be made; another one is tried by itself. */
  closed(error: Error): void;
}
