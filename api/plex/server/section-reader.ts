import { PlexError } from '../plex.errors';
import { readContainer } from './container.schema';
import type { PlexAbout, PlexIdentity, PlexSection } from './plex-server.types';
import { asRows, readFlag, readText, type RawRow } from './readers';

/** @throws PlexError `not-plex` when the answer names no machine identifier */
export function readIdentity(json: unknown, path: string): PlexIdentity {
  const { fields } = readContainer(json, path);
  return {
    machineIdentifier: machineIdentifier(fields, path),
    version: readText(fields.version) ?? '',
    claimed: readFlag(fields.claimed),
  };
}

/** @throws PlexError `not-plex` when the answer names no machine identifier */
export function readAbout(json: unknown, path: string): PlexAbout {
  const { fields } = readContainer(json, path);
  const id = machineIdentifier(fields, path);
  return {
    machineIdentifier: id,
    friendlyName: readText(fields.friendlyName) ?? id,
    version: readText(fields.version) ?? '',
    platform: readText(fields.platform) ?? '',
    ownerUsername: readText(fields.myPlexUsername),
  };
}

function machineIdentifier(fields: RawRow, path: string): string {
  const id = readText(fields.machineIdentifier);
  if (id === null) throw new PlexError('not-plex', path, { detail: 'machine-identifier' });
  return id;
}

/**
 * The libraries of a server. An empty list is believed only where the server says that it has none:
 * everything that is missing from this list counts as gone.
 * @throws PlexError `malformed`
 */
export function readSections(json: unknown, path: string): PlexSection[] {
  const container = readContainer(json, path);
  const rows = asRows(container.fields.Directory);
  const sections = rows.map(toSection).filter((section) => section !== null);
  const complete = sections.length === rows.length && (container.size ?? sections.length) === sections.length;
  if (!complete || (sections.length === 0 && container.size !== 0)) {
    throw new PlexError('malformed', path, { status: 200, detail: 'sections' });
  }
  return sections;
}

function toSection(row: RawRow): PlexSection | null {
  const key = readText(row.key);
  const type = readText(row.type);
  if (key === null || type === null) return null;
  return {
    key,
    type,
    uuid: readText(row.uuid) ?? '',
    title: readText(row.title) ?? key,
    agent: readText(row.agent),
    contentChangedAt: readText(row.contentChangedAt),
  };
}
