import { itemRows, readContainer } from './container.schema';
import { toPlexItem } from './plex-item.mapper';
import { SESSION_STATES, type PlexSession } from './plex-server.types';
import { asRows, isRow, readCount, readText, type RawRow } from './readers';

const ACCOUNT_ID = /^\d{1,18}$/;

/** What is being played; trailers, live television and whatever else is no item of a library is left out. */
export function readSessions(json: unknown, path: string): PlexSession[] {
  const sessions: PlexSession[] = [];
  for (const row of itemRows(readContainer(json, path), path)) {
    const session = isRow(row) ? toPlexSession(row) : null;
    if (session !== null) sessions.push(session);
  }
  return sessions;
}

function toPlexSession(row: RawRow): PlexSession | null {
  const item = toPlexItem(row);
  const sessionKey = readText(row.sessionKey);
  const [user] = asRows(row.User);
  const [player] = asRows(row.Player);
  const accountId = readText(user?.id) ?? '0';
  if (item === null || sessionKey === null || !ACCOUNT_ID.test(accountId)) return null;
  const state = SESSION_STATES.find((known) => known === player?.state) ?? 'playing';
  return {
    sessionKey,
    accountId,
    state,
    offsetMs: readCount(row.viewOffset) ?? 0,
    deviceId: readText(player?.machineIdentifier),
    item,
  };
}
