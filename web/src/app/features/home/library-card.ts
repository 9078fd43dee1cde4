import type { Section } from '../../api/types';
import { SECTION_ICONS } from '../../core/items/item-words';
import { UNKNOWN, formatBytes, formatCount } from '../../ui/format';
import { plural } from '../../ui/plural';

/** Of each library what its card shows. Its server is named only where there are several: each may have its "Films". */
export function cardsOf(sections: readonly Section[] | null) {
  const several = new Set(sections?.map(({ serverId }) => serverId)).size > 1;
  return sections?.map((section) => ({
    id: section.id,
    title: section.title,
    server: several ? section.serverName : '',
    icon: SECTION_ICONS[section.type] ?? ('library' as const),
    count: section.lastSyncedAt ? formatCount(section.itemCount) : UNKNOWN,
    facts: factsOf(section),
    lastSyncedAt: section.lastSyncedAt,
  }));
}

function factsOf({ type, leafCount, sizeBytes, lastSyncedAt }: Section): string {
  if (!lastSyncedAt) return $localize`Not synced yet`;
  const size = formatBytes(sizeBytes);
  const count = formatCount(leafCount);
  if (type === 'show')
    return plural(leafCount, $localize`1 episode · ${size}:size:`, $localize`${count}:count: episodes · ${size}:size:`);
  if (type === 'artist')
    return plural(leafCount, $localize`1 track · ${size}:size:`, $localize`${count}:count: tracks · ${size}:size:`);
  return size;
}
