import { posterUrlOf } from '../item/item-row';
import { resolutionRank } from '../item/item-files';
import type { CopyRow, DuplicateRow } from './duplicates.query';
import type { DuplicateCopyDto, DuplicateGroupDto } from './insight.dto';

/** Null where less than two copies are left. @param basePath starts and ends with a slash */
export function toDuplicateGroup(
  { id, kind, type }: DuplicateRow,
  copies: readonly CopyRow[],
  basePath: string,
): DuplicateGroupDto | null {
  if (copies.length < 2) return null;
  const [first] = copies;
  const frees = freedBy(copies);
  const known = frees.filter((bytes) => bytes !== null);
  return {
    id,
    kind,
    type,
    title: first.title,
    year: first.year,
    editionTitle: first.edition_title,
    grandparentTitle: first.grandparent_title,
    parentIndex: first.parent_index,
    index: first.item_index,
    posterUrl: first.thumb === null ? null : posterUrlOf(basePath, first.item_id, first.thumb),
    freeableBytes: known.length === 0 ? null : Math.max(...known),
    copies: copies.map((copy, i) => toCopy(copy, frees[i])).sort(bestFirst),
  };
}

/**
 * For each copy what is free once it alone is kept, by files: one that a kept copy shares stays. Null where the size
 * of anything that would go is unknown.
 */
export function freedBy(copies: readonly Pick<CopyRow, 'server_id' | 'files' | 'sizes'>[]): (number | null)[] {
  const sizes = new Map<string, number | null>();
  const filesOf = copies.map((copy) =>
    copy.files.map((file, i) => {
      const key = `${copy.server_id} ${file}`;
      sizes.set(key, larger(sizes.get(key) ?? null, copy.sizes[i]));
      return key;
    }),
  );
  return filesOf.map((kept) => {
    const stays = new Set(kept);
    return [...sizes].reduce<number | null>(
      (sum, [key, size]) => (stays.has(key) ? sum : sum === null || size === null ? null : sum + size),
      0,
    );
  });
}

function larger(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

function toCopy(row: CopyRow, frees: number | null): DuplicateCopyDto {
  return {
    itemId: row.item_id,
    versionIndex: row.version_index,
    serverId: row.server_id,
    serverName: row.server_name,
    sectionId: row.section_id,
    sectionTitle: row.section_title,
    resolution: row.resolution,
    videoCodec: row.video_codec,
    container: row.container,
    bitrateKbps: row.bitrate_kbps,
    hdr: row.hdr,
    bytes: row.sizes.reduce<number | null>((sum, size) => (sum === null || size === null ? null : sum + size), 0),
    frees,
    addedAt: row.added_at.toISOString(),
    plays: row.plays,
  };
}

function bestFirst(a: DuplicateCopyDto, b: DuplicateCopyDto): number {
  return rank(b) - rank(a) || (b.bitrateKbps ?? -1) - (a.bitrateKbps ?? -1);
}

function rank({ resolution }: DuplicateCopyDto): number {
  return resolution === null ? -1 : resolutionRank(resolution);
}
