import { StoredItems, type StoredItem } from '../../library';
import type { PlexItem, PlexServerClient } from '../../plex';

/** Questions in flight. */
const ASKERS = 4;
/** From an episode to its season, and from that to its show. */
const MOST_STEPS_UP = 2;

export interface ReadingScope {
  serverId: string;
  client: PlexServerClient;
  signal: AbortSignal;
}

/** What a server says now about some keys. */
export class ChangeReading {
  /** By ratingKey. */
  readonly found = new Map<string, PlexItem>();
  /** What was told about. */
  private stored = new Map<string, StoredItem>();
  /** What lies above it: nobody said that any of it is gone. */
  private readonly above = new Map<string, StoredItem>();

  constructor(
    private readonly scope: ReadingScope,
    private readonly items: StoredItems,
  ) {}

  /** Where a row was stored so far. */
  storedSection(ratingKey: string): string | null {
    return (this.stored.get(ratingKey) ?? this.above.get(ratingKey))?.sectionId ?? null;
  }

  async read(ratingKeys: readonly string[]): Promise<void> {
    this.stored = await this.items.findByKey(this.scope.serverId, ratingKeys);
    await this.fetch(ratingKeys);
    await this.fetchParents();
  }

  /** What is stored and was not told about: the keys themselves, and whatever lies below them. */
  async listMissing(): Promise<StoredItem[]> {
    const missing = [...this.stored.values()].filter(({ ratingKey }) => !this.found.has(ratingKey));
    const below = missing.length > 0 ? await this.items.listBelow(missing.map(({ id }) => id)) : [];
    const all = [...missing.filter(({ isGone }) => !isGone), ...below];
    const distinct = [...new Map(all.map((item) => [item.ratingKey, item])).values()];
    return distinct.filter(({ ratingKey }) => !this.found.has(ratingKey));
  }

  /** Those that the server answers 404 for, each by itself. What is there after all counts as found. */
  async confirmGone(candidates: readonly StoredItem[]): Promise<StoredItem[]> {
    await this.fetch(candidates.map(({ ratingKey }) => ratingKey));
    const asked = candidates.filter(({ ratingKey }) => !this.found.has(ratingKey));
    const gone: StoredItem[] = [];
    let next = 0;
    const ask = async () => {
      while (next < asked.length) {
        const candidate = asked[next++];
        const item = await this.scope.client.metadata(candidate.ratingKey, this.scope.signal);
        if (item) this.found.set(item.ratingKey, item);
        else gone.push(candidate);
      }
    };
    await Promise.all(Array.from({ length: ASKERS }, ask));
    // Another server knows none of this one's keys.
    if (gone.length > 0) await this.scope.client.ensureSame(this.scope.signal);
    return gone;
  }

  /** What lies above removed rows counts fewer of them now. */
  async fetchAbove(removed: readonly StoredItem[]): Promise<void> {
    const gone = new Set(removed.map(({ ratingKey }) => ratingKey));
    await this.fetch(parentsOf(removed).filter((key) => !gone.has(key)));
  }

  /** Of rows that are new to us: containers that are not stored yet, and counts of those that are. */
  private async fetchParents(): Promise<void> {
    for (let step = 0; step < MOST_STEPS_UP; step++) {
      const fresh = [...this.found.values()].filter(({ ratingKey }) => this.isNew(ratingKey));
      const above = parentsOf(fresh).filter((key) => !this.found.has(key));
      if (above.length === 0) return;
      for (const [key, item] of await this.items.findByKey(this.scope.serverId, above)) this.above.set(key, item);
      await this.fetch(above);
    }
  }

  private isNew(ratingKey: string): boolean {
    return (this.stored.get(ratingKey) ?? this.above.get(ratingKey))?.isGone !== false;
  }

  private async fetch(ratingKeys: readonly string[]): Promise<void> {
    if (ratingKeys.length === 0) return;
    const { client, signal } = this.scope;
    for (const item of await client.metadataBatch(ratingKeys, signal)) this.found.set(item.ratingKey, item);
  }
}

interface Child {
  parentRatingKey: string | null;
  grandparentRatingKey: string | null;
}

function parentsOf(children: readonly Child[]): string[] {
  const keys = children.flatMap(({ parentRatingKey, grandparentRatingKey }) => [parentRatingKey, grandparentRatingKey]);
  return [...new Set(keys.filter((key) => key !== null))];
}
