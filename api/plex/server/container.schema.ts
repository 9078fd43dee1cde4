import { z } from 'zod';
import { PlexError } from '../plex.errors';
import { asArray, readNumber, type RawRow } from './readers';

/** The envelope of every media server reply; rows are read by hand-written readers, at list speed. */
const envelope = z.looseObject({
  MediaContainer: z.looseObject({
    size: z.unknown().optional(),
    totalSize: z.unknown().optional(),
    offset: z.unknown().optional(),
  }),
});

export interface Container {
  /** Rows that the body claims; null when it does not say. */
  size: number | null;
  totalSize: number | null;
  offset: number | null;
  fields: RawRow;
}

/** @throws PlexError `malformed` when the reply has no MediaContainer */
export function readContainer(json: unknown, path: string): Container {
  const parsed = envelope.safeParse(json);
  if (!parsed.success) throw new PlexError('malformed', path, { status: 200, detail: 'container' });
  const fields = parsed.data.MediaContainer;
  return {
    size: readSize(fields.size),
    totalSize: readSize(fields.totalSize),
    offset: readSize(fields.offset),
    fields,
  };
}

/** More rows than any listing of Plex has; sums of a few such totals still fit where they are kept. */
const MOST_ROWS = 100_000_000;

export function readSize(value: unknown): number | null {
  const number = readNumber(value);
  return number !== null && Number.isInteger(number) && number >= 0 && number <= MOST_ROWS ? number : null;
}

/** Names under which item rows come: JSON says `Metadata`, older servers keep the element names of XML. */
const ITEM_ROWS = ['Metadata', 'Directory', 'Video', 'Track'] as const;

/**
 * The item rows of a container. A container without rows lacks the array altogether, so one that
 * claims rows and has none is a broken reply, not an empty library.
 * @throws PlexError `malformed`
 */
export function itemRows(container: Container, path: string): readonly unknown[] {
  const present = ITEM_ROWS.filter((name) => container.fields[name] !== undefined);
  const rows =
    present.length === 1
      ? asArray(container.fields[present[0]])
      : present.flatMap((name) => asArray(container.fields[name]));
  if (rows.length === 0 && (container.size ?? 0) > 0) {
    throw new PlexError('malformed', path, { status: 200, detail: 'rows-missing' });
  }
  return rows;
}
