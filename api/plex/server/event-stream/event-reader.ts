import { asRows, isRow, readInteger, readPositive, readText, type RawRow } from '../readers';
import type { PlexEvent, PlayingEvent, TimelineEvent } from './event';

/** Everything that libraries tell; other identifiers are those of channels and of Plex's own workings. */
const LIBRARY = 'com.plexapp.plugins.library';
const DELETED = 9;

const ENTRY_NAMES: Record<PlexEvent['kind'], string> = {
  timeline: 'TimelineEntry',
  playing: 'PlaySessionStateNotification',
};

/**
 * The events of one message; none where it is about something else. Null where it cannot be read.
 * @param name of a server-sent event, whose data may be the entry without its container
 */
export function readEvents(text: string, name?: string): PlexEvent[] | null {
  const json = parse(text);
  if (!isRow(json)) return null;
  const container = isRow(json.NotificationContainer) ? json.NotificationContainer : json;
  // A bare entry has a `type` too: that of its row.
  const type = name === 'timeline' || name === 'playing' ? name : readText(container.type);
  if (type !== 'timeline' && type !== 'playing') return [];
  const read = type === 'timeline' ? readTimeline : readPlaying;
  return entriesOf(container, ENTRY_NAMES[type], name !== undefined).flatMap((row) => read(row) ?? []);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Old servers put entries into `_children`, each with the name of its element. */
function entriesOf(container: RawRow, name: string, mayBeBare: boolean): readonly RawRow[] {
  if (container[name] !== undefined) return asRows(container[name]);
  if (container._children !== undefined) {
    return asRows(container._children).filter((row) => (readText(row._elementType) ?? name) === name);
  }
  return mayBeBare ? [container] : [];
}

function readTimeline(row: RawRow): TimelineEvent | null {
  if ((readText(row.identifier) ?? LIBRARY) !== LIBRARY) return null;
  const ratingKey = readKey(row.itemID);
  if (ratingKey === null) return null;
  const state = readText(row.metadataState) === 'deleted' ? DELETED : readInteger(row.state);
  return { kind: 'timeline', ratingKey, type: readInteger(row.type), state, sectionKey: readKey(row.sectionID) };
}

function readPlaying(row: RawRow): PlayingEvent | null {
  const sessionKey = readText(row.sessionKey);
  if (sessionKey === null) return null;
  return {
    kind: 'playing',
    sessionKey,
    ratingKey: readKey(row.ratingKey),
    viewOffsetMs: readPositive(row.viewOffset) ?? (readInteger(row.viewOffset) === 0 ? 0 : null),
    state: readText(row.state),
  };
}

/** Plex writes 0 or -1 where it means no row. */
function readKey(value: unknown): string | null {
  const key = readText(value);
  return key === null || key.length > 200 || /^-?0*$|^-\d+$/.test(key) ? null : key;
}
