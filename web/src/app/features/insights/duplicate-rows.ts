import type { DuplicateCopy, DuplicateGroup } from '../../api/types';
import { placeOf, resolutionWord } from '../../core/items/item-words';
import { UNKNOWN, formatBytes, formatCount, formatDay } from '../../ui/format';
import type { CsvCell } from './csv';
import { bitrateWords } from './quality-rows';

/** A copy that is to stay; `bytes` is what keeping it alone would free. */
export interface KeptCopy {
  /** Of the group. */
  id: string;
  bytes: number | null;
  group: DuplicateGroup;
  copy: DuplicateCopy;
}

export interface CopyRow {
  key: string;
  copy: DuplicateCopy;
  itemId: string;
  where: string;
  quality: string;
  video: string;
  container: string;
  bitrate: string;
  added: string;
  plays: string;
  size: string;
  frees: string;
  /** What its radio button says. */
  keep: string;
}

export function copyKey({ itemId, versionIndex }: DuplicateCopy): string {
  return `${itemId}:${versionIndex}`;
}

export function keep(group: DuplicateGroup, copy: DuplicateCopy): KeptCopy {
  return { id: group.id, bytes: copy.frees, group, copy };
}

export function copyRow(copy: DuplicateCopy): CopyRow {
  const where = `${copy.serverName} · ${copy.sectionTitle}`;
  const quality = qualityWords(copy);
  const size = formatBytes(copy.bytes);
  return {
    key: copyKey(copy),
    copy,
    itemId: copy.itemId,
    where,
    quality,
    video: copy.videoCodec ?? UNKNOWN,
    container: copy.container ?? UNKNOWN,
    bitrate: copy.bitrateKbps === null ? UNKNOWN : bitrateWords(copy.bitrateKbps),
    added: formatDay(Date.parse(copy.addedAt)),
    plays: formatCount(copy.plays),
    size,
    frees: formatBytes(copy.frees),
    keep: $localize`Keep the copy in ${where}:place:, ${quality}:quality:, ${size}:size:`,
  };
}

function qualityWords({ resolution, hdr }: DuplicateCopy): string {
  if (resolution === null) return UNKNOWN;
  return hdr ? `${resolutionWord(resolution)} HDR` : resolutionWord(resolution);
}

/** What tells titles of one name apart. */
export function groupContext(group: DuplicateGroup): string {
  const year = group.grandparentTitle === null && group.year !== null ? String(group.year) : null;
  return [group.grandparentTitle, placeOf(group), year, group.editionTitle].filter(Boolean).join(' · ');
}

/** A copy can stand in several groups: twice on one server and once more on another. */
export function overlap(kept: readonly KeptCopy[]): boolean {
  const seen = new Set<string>();
  return kept.some(({ group }) => {
    const keys = group.copies.map(copyKey);
    const again = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return again;
  });
}

/** As the API's own export, and which copy is to stay. */
export const DUPLICATE_CSV = [
  ...['groupId', 'kind', 'type', 'title', 'edition', 'show', 'season', 'number', 'year', 'server', 'library', 'itemId'],
  ...['versionIndex', 'resolution', 'videoCodec', 'container', 'bitrateKbps', 'hdr', 'bytes', 'freesWhenKept'],
  ...['addedAt', 'plays', 'keep'],
];

/** A line for each copy of a chosen group. */
export function choiceLines({ group, copy: kept }: KeptCopy): CsvCell[][] {
  const { id, kind, type, title, editionTitle, grandparentTitle, parentIndex, index, year } = group;
  const head = [id, kind, type, title, editionTitle, grandparentTitle, parentIndex, index, year];
  return group.copies.map((copy) => [
    ...head,
    ...[copy.serverName, copy.sectionTitle, copy.itemId, copy.versionIndex, copy.resolution, copy.videoCodec],
    ...[copy.container, copy.bitrateKbps, copy.hdr, copy.bytes, copy.frees, copy.addedAt, copy.plays],
    copyKey(copy) === copyKey(kept),
  ]);
}
