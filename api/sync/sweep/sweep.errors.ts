import { PlexError, plexErrorCode } from '../../plex';

/** A listing that could not be read to a truthful end. Nothing may be taken for gone after it. */
export class SweepError extends Error {
  constructor(
    /** Stable kebab-case; ends up in the section's `errorCode`. */
    readonly code: 'sweep-incomplete' | 'section-moving' | 'section-gone',
    message: string,
  ) {
    super(message);
    this.name = 'SweepError';
  }
}

/** An empty page although the server says there is more. */
export class IncompleteSweepError extends SweepError {
  constructor(type: string, offset: number, total: number) {
    super('sweep-incomplete', `The listing of ${type} ended at ${offset} of ${total}`);
  }
}

/** The work was told to stop: by a person, by a shutdown, or because its server was removed. */
export class WorkStopped extends Error {
  constructor() {
    super('The sync was told to stop');
    this.name = 'WorkStopped';
  }
}

/** The code of a fault that concerns one section only; null for what concerns more than that. */
export function sectionErrorCode(error: unknown): string | null {
  if (error instanceof SweepError) return error.code;
  if (!(error instanceof PlexError) || error.fault === 'aborted') return null;
  return plexErrorCode(error);
}
