import type { PlexPlay } from '../../plex';

/** A row of the history as the reader of Plex replies would hand it over; its item is gone unless said otherwise. */
export function plexPlay(historyKey: string, play: Partial<PlexPlay> = {}): PlexPlay {
  return {
    historyKey,
    ratingKey: null,
    parentRatingKey: null,
    grandparentRatingKey: null,
    librarySectionKey: '1',
    accountId: '1',
    deviceId: '1',
    viewedAt: new Date('2026-03-01T20:00:00Z'),
    type: 'movie',
    title: `Title of ${historyKey}`,
    parentTitle: null,
    grandparentTitle: null,
    index: null,
    parentIndex: null,
    ...play,
  };
}
