/** A row of `library_sections`. */
export interface LibrarySection {
  id: string;
  serverId: string;
  serverName: string;
  key: string;
  /** Plex's own id of the library; '' where the server names none. */
  uuid: string;
  title: string;
  type: string;
  enabled: boolean;
  itemCount: number;
  leafCount: number;
  sizeBytes: number;
  lastSyncedAt: Date | null;
  /** Since when a complete list of the server no longer has it. */
  missingAt: Date | null;
}

/** Types of sections whose items are mirrored; others are listed and stay disabled. */
const MIRRORED_SECTION_TYPES = ['movie', 'show', 'artist'] as const;

export function isMirrored(type: string): boolean {
  return (MIRRORED_SECTION_TYPES as readonly string[]).includes(type);
}
