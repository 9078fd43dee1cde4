import type { PlexSection } from '../../plex';
import { isMirrored, type LibrarySection } from './section';

export type KnownSection = Pick<LibrarySection, 'id' | 'key' | 'uuid' | 'title' | 'type' | 'enabled' | 'missingAt'>;

export interface SectionChanges {
  /** Rows that the server no longer lists. */
  missingIds: string[];
  /** Rows that are listed and differ, or were missing and are back. */
  updates: { id: string; key: string; uuid: string; title: string; type: string }[];
  inserts: { key: string; uuid: string; title: string; type: string; enabled: boolean }[];
}

/**
 * What a complete list of a server's libraries changes. A key that now carries another uuid is another
 * library: Plex gives the key of a removed library to the next one.
 */
export function planSections(known: readonly KnownSection[], listed: readonly PlexSection[]): SectionChanges {
  const changes: SectionChanges = { missingIds: [], updates: [], inserts: [] };
  const left = new Set(known);
  for (const section of distinct(listed)) {
    const row = match(left, section);
    if (row === null) changes.inserts.push(newRow(known, section));
    else {
      left.delete(row);
      if (differs(row, section)) changes.updates.push({ id: row.id, ...columns(section, row) });
    }
  }
  for (const row of left) if (row.missingAt === null) changes.missingIds.push(row.id);
  return changes;
}

function match(rows: ReadonlySet<KnownSection>, { key, uuid }: PlexSection): KnownSection | null {
  const candidates = [...rows].filter(
    (row) => row.key === key && (row.uuid === uuid || row.uuid === '' || uuid === ''),
  );
  // A live row before a missing one, the exact uuid before an unknown one.
  const rank = (row: KnownSection) => (row.uuid === uuid ? 2 : 0) + (row.missingAt === null ? 1 : 0);
  const [best] = candidates.sort((a, b) => rank(b) - rank(a));
  if (best) return best;
  return uuid === '' ? null : ([...rows].find((row) => row.uuid === uuid) ?? null);
}

function newRow(known: readonly KnownSection[], section: PlexSection): SectionChanges['inserts'][number] {
  // What an administrator hid stays hidden when the library is created anew.
  const before = known.find((row) => row.key === section.key && row.missingAt === null && row.type === section.type);
  return { ...columns(section, null), enabled: before ? before.enabled : isMirrored(section.type) };
}

function columns({ key, uuid, title, type }: PlexSection, row: KnownSection | null) {
  return { key, uuid: uuid || (row?.uuid ?? ''), title, type };
}

function differs(row: KnownSection, section: PlexSection): boolean {
  const next = columns(section, row);
  return (
    row.missingAt !== null ||
    row.key !== next.key ||
    row.uuid !== next.uuid ||
    row.title !== next.title ||
    row.type !== next.type
  );
}

function distinct(listed: readonly PlexSection[]): PlexSection[] {
  return [...new Map(listed.map((section) => [section.key, section])).values()];
}
