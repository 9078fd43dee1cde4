import { Injectable } from '@nestjs/common';
import { MediaItemTombstone, type StoredItem } from '../../library';
import { isUnusual } from '../sweep/removals';

/**
 * A disk that is not mounted makes a library look deleted, title by title: nothing is removed by events
 * where that and what was removed within the last hour are an unusual share of the section.
 */
@Injectable()
export class RemovalBrake {
  constructor(private readonly tombstones: MediaItemTombstone) {}

  /** Sections in which these are too many to be removed without a person who looks. */
  async heldSections(candidates: readonly StoredItem[]): Promise<Set<string>> {
    const held = new Set<string>();
    for (const sectionId of new Set(candidates.map((item) => item.sectionId))) {
      const count = candidates.filter((item) => item.sectionId === sectionId).length;
      const lately = await this.tombstones.countGoneLately(sectionId);
      const total = async () => (await this.tombstones.countLive(sectionId)) + lately;
      if (await isUnusual(count + lately, total)) held.add(sectionId);
    }
    return held;
  }
}
