/** What a test or the live activity has changed about one item. Only the given fields differ from the computed ones. */
export interface ItemPatch {
  title?: string;
  year?: number;
  summary?: string;
  addedAt?: number;
  updatedAt?: number;
  genres?: string[];
  collections?: string[];
  contentRating?: string;
  rating?: number;
  /** Matched anew, by another agent. */
  guid?: string;
  guids?: string[];
  /** Moved to the trash: the file is gone, the row stays (autoEmptyTrash off). */
  deletedAt?: number;
  /** Another file under the same ratingKey. */
  fileSalt?: number;
  sizeBytes?: number;
  file?: string;
  /** Versions that were deleted one by one. */
  removedMedia?: number[];
}

/** The small set of differences between the computed library and what the server shows now. */
export class Overlay {
  /** Grows with every change; caches and contentChangedAt hang on it. */
  version = 0;
  readonly deleted = new Set<number>();
  readonly patches = new Map<number, ItemPatch>();
  readonly aliases = new Map<number, number>();
  readonly extraEpisodes = new Map<number, number>();
  readonly pinnedQuirks = new Map<number, string[]>();
  readonly emptyKeys = new Set<number>();
  readonly extra = { movie: 0, show: 0, artist: 0 };
  readonly removedSections = new Set<string>();

  patch(key: number, change: ItemPatch): void {
    this.patches.set(key, { ...this.patches.get(key), ...change });
    this.version++;
  }

  delete(key: number): void {
    this.deleted.add(key);
    this.version++;
  }

  touch(): void {
    this.version++;
  }
}
