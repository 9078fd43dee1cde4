import { itemRows, readContainer } from './container.schema';
import { toPlexItem } from './plex-item.mapper';
import { SESSION_STATES, type PlexDelivery, type PlexPlayer, type PlexSession } from './plex-server.types';
import { asRows, isRow, readCount, readFlag, readText, type RawRow } from './readers';

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
    viewerName: readText(user?.title),
    state,
    offsetMs: readCount(row.viewOffset) ?? 0,
    deviceId: readText(player?.machineIdentifier),
    player: toPlayer(row, player),
    delivery: readDelivery(row),
    item,
  };
}

function toPlayer(row: RawRow, player: RawRow | undefined): PlexPlayer {
  const [session] = asRows(row.Session);
  const location = readText(session?.location);
  return {
    name: readText(player?.title) ?? readText(player?.device),
    product: readText(player?.product),
    platform: readText(player?.platform),
    local: player?.local === undefined ? (location === null ? null : location === 'lan') : readFlag(player.local),
  };
}

/** Only what is converted has a `TranscodeSession`; that nothing is, the file that is played says. */
function readDelivery(row: RawRow): PlexDelivery | null {
  const [transcode] = asRows(row.TranscodeSession);
  if (transcode !== undefined) {
    const decisions = [readText(transcode.videoDecision), readText(transcode.audioDecision)];
    if (decisions.includes('transcode')) return 'transcode';
    return decisions.includes('copy') ? 'direct-stream' : null;
  }
  const decisions = asRows(row.Media).flatMap(({ Part }) => asRows(Part).map(({ decision }) => readText(decision)));
  return decisions.includes('directplay') ? 'direct-play' : null;
}
