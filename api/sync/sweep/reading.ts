import type { LibrarySection } from '../../library';
import type { PlexItem, PlexItemType, PlexServerClient } from '../../plex';
import type { RunSession } from '../run/run-session';
import type { Patience } from './patience';
import type { SectionCheckpoints } from './section-checkpoints';
import type { SectionProgress } from './section-progress';
import type { PassPage } from './type-pass';

/** What the work on one section needs. */
export interface SweepScope {
  session: RunSession;
  section: LibrarySection;
  client: PlexServerClient;
  progress: SectionProgress;
  checkpoints: SectionCheckpoints;
  patience: Patience;
  signal: AbortSignal;
}

/** A page on its way into the library: items to be written, and the ids of rows that are stored already. */
export interface SweptPage extends PassPage {
  start: number;
  items: PlexItem[];
  knownIds: string[];
}

/** A way of reading listings: by whole rows, or by keys. */
export interface Reading<Page extends SweptPage = SweptPage> {
  /** In the order in which they are read: parents before their children. */
  readonly types: readonly PlexItemType[];
  /** Rows to ask for at once. */
  readonly pageSize: number;
  /** Called before a type is read; tells the progress how many rows to expect. */
  begin(type: PlexItemType): Promise<void>;
  read(type: PlexItemType, start: number, size: number, signal: AbortSignal): Promise<Page>;
  /** Writes what is not stored yet, and answers the ids of all items of the page. */
  write(type: PlexItemType, page: Page): Promise<string[]>;
}
