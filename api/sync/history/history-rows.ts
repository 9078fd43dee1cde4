import { PlexError, type PlexPage, type PlexPlay } from '../../plex';
import type { PassState, PassWork } from './history-pass.types';

const PAGE_SIZE = 1000;
const PATH = '/status/sessions/history/all';
/** Views that come while we read push rows down, so that some are read twice; only a row that goes lets one slip past. */
const MOST_READINGS = 3;

/**
 * Reads the history by row number, newest first, as every server lists it: for those that do not sort the
 * other way. Slower than by stretches of time, and begun anew where the number of rows changed meanwhile.
 * @param since epoch seconds; 0: the whole history
 */
export async function readNewestFirst(work: PassWork, state: PassState, since: number): Promise<void> {
  for (let reading = 1; reading <= MOST_READINGS; reading++) if (await readOnce(work, state, since)) return;
  throw new PlexError('malformed', PATH, { status: 200, detail: 'moving-total' });
}

/** False where the number of rows changed meanwhile. */
async function readOnce(work: PassWork, state: PassState, since: number): Promise<boolean> {
  let read = 0;
  let total: number | null = null;
  for (;;) {
    const page = await readPage(work, since, read);
    total ??= page.totalSize;
    if (page.totalSize !== total) return false;
    if (page.rowCount === 0 && read < total)
      throw new PlexError('malformed', PATH, { status: 200, detail: 'short-listing' });
    state.added += await work.write(page.items);
    state.newest = page.items.reduce((newest, play) => Math.max(newest, seconds(play)), state.newest);
    read += page.rowCount;
    // A server that does not filter either lists everything: what lies before is stored.
    if (read >= total || page.items.some((play) => seconds(play) < since)) return true;
  }
}

function readPage({ client, patience, signal }: PassWork, since: number, start: number): Promise<PlexPage<PlexPlay>> {
  const request = { start, size: PAGE_SIZE, ...(since > 0 ? { viewedSince: new Date(since * 1000) } : {}) };
  return patience.bear(() => client.history(request, signal), signal);
}

function seconds({ viewedAt }: PlexPlay): number {
  return Math.floor(viewedAt.getTime() / 1000);
}
