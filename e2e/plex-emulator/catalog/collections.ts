import { draw, pick } from '../core/hash';
import type { LibraryCounts } from './catalog';
import type { Tag } from './item';
import { artistKey, COLLECTION_BASE, movieKey, showKey, type ItemType } from './keys';
import type { Scope } from './scope';
import { ADJECTIVES } from './words/title-words';

const ITEMS_PER_COLLECTION = 50;
const MAX_COLLECTIONS = 12;

export interface PlannedCollection {
  key: number;
  title: string;
  members: number[];
}

/**
 * A few collections, each a handful of titles; they follow from the seed and from what the library began with, so that
 * no title changes its collections because another one came or went.
 */
export class CollectionPlan {
  private readonly planned: Partial<Record<ItemType, PlannedCollection[]>>;
  private readonly tags = new Map<number, Tag[]>();

  constructor(scope: Scope, { movies, shows, artists }: LibraryCounts) {
    this.planned = {
      movie: plan(scope.serverSeed, 1, movies, movieKey),
      show: plan(scope.serverSeed, 2, shows, showKey),
      artist: plan(scope.serverSeed, 3, artists, artistKey),
    };
    for (const { key, title, members } of Object.values(this.planned).flat())
      for (const member of members)
        this.tags.set(member, [...this.tagsOf(member), { tag: title, id: key - COLLECTION_BASE, role: undefined }]);
  }

  of(type: ItemType): readonly PlannedCollection[] {
    return this.planned[type] ?? [];
  }

  tagsOf(key: number): Tag[] {
    return this.tags.get(key) ?? [];
  }
}

function plan(seed: number, section: number, total: number, keyOf: (index: number) => number): PlannedCollection[] {
  const count = Math.min(MAX_COLLECTIONS, Math.floor(total / ITEMS_PER_COLLECTION));
  return Array.from({ length: count }, (_, i) => {
    const h = draw(seed, 61_000_000 + section * 100 + i);
    const members = new Set<number>();
    for (let m = 0; m < 3 + (h % 6); m++) members.add(keyOf(draw(h, m) % total));
    return {
      key: COLLECTION_BASE + section * 1000 + i,
      title: `The ${pick(h, 99, ADJECTIVES)} Collection`,
      members: [...members],
    };
  });
}
