import type { PlexPlay, PlexServerClient } from '../../plex';
import type { Patience } from '../sweep/patience';

/** A stretch of time that is read in order, oldest view first. Times are epoch seconds, as Plex counts. */
export interface Lane {
  /** Everything before is stored. */
  since: number;
  /** Rows of second `since` that are stored already: more views may fall into one second than fit into a page. */
  skip: number;
  /** The next lane begins here; null for the last one. */
  until: number | null;
  done: boolean;
}

export interface PassState {
  /** The whole history, not only what is new. */
  whole: boolean;
  /** Rows of the server's whole history when the pass began. */
  total: number;
  lanes: Lane[];
  /** Newest view so far, epoch seconds; 0 before the first. */
  newest: number;
  /** Plays that were not known before. */
  added: number;
}

export interface PassScope {
  client: PlexServerClient;
  patience: Patience;
  signal: AbortSignal;
}

export interface PassWork extends PassScope {
  /** Stores a page; answers how many of its plays are new. */
  write(plays: PlexPlay[]): Promise<number>;
  /** Keeps how far the pass got: it goes on from there after a crash. */
  save(state: PassState): Promise<void>;
}
