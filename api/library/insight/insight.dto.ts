import { ApiProperty } from '@nestjs/swagger';
import { ItemCardDto } from '../item/item.dto';
import {
  DUPLICATE_KINDS,
  LEAF_TYPES,
  QUALITY_ISSUES,
  STORAGE_BY,
  UNWATCHED_STATES,
  type DuplicateKind,
  type LeafType,
  type QualityIssue,
  type StorageBy,
  type UnwatchedState,
} from './insight-words';

const nullable = { nullable: true } as const;
const text = { ...nullable, type: String } as const;
const uuid = { ...text, format: 'uuid' } as const;
const count = { type: 'integer', example: 42 } as const;
const integer = { ...nullable, type: 'integer' } as const;
const bytes = { type: 'integer', format: 'int64', example: 5_120_000_000_000 } as const;
const unknownBytes = { ...bytes, ...nullable, example: 4_294_967_296 } as const;
const milliseconds = { ...nullable, type: 'integer', format: 'int64', example: 5_400_000 } as const;
const time = { ...nullable, type: String, format: 'date-time' } as const;
const asOf = { ...time, example: '2026-03-01T20:00:00.000Z' } as const;
const cursor = { ...text, example: null } as const;

export class StorageSumDto {
  /** Movies, episodes and tracks that are available. With several versions one may stand in several groups. */
  @ApiProperty(count)
  items: number;

  /** Exact; files of unknown size are not in it. */
  @ApiProperty(bytes)
  bytes: number;

  /** What everybody watched of the items; null where the history of any of their servers was never read whole. */
  @ApiProperty(milliseconds)
  watchedMs: number | null;
}

export class StorageGroupDto extends StorageSumDto {
  /**
   * Value for the filter of the same name; `section` and `show`: an id. `unknown` where it is not known; of shows,
   * `none` is what belongs to no show.
   */
  @ApiProperty({ example: '1080' })
  key: string;

  /** English, or as Plex names it. */
  @ApiProperty({ example: '1080p' })
  label: string;

  /** Of sections and shows. */
  @ApiProperty(uuid)
  serverId: string | null;

  /** Of sections and shows. */
  @ApiProperty({ ...text, example: 'Attic' })
  serverName: string | null;

  /** Of shows. */
  @ApiProperty({ ...text, example: '/api/v1/library/items/48213/poster?v=9f2c1a7b3d' })
  posterUrl: string | null;
}

export class StorageRestDto extends StorageSumDto {
  @ApiProperty(count)
  groups: number;
}

/** Groups and rest together hold every byte of `totalBytes` once. */
export class StorageDto {
  @ApiProperty({ enum: STORAGE_BY, enumName: 'StorageBy' })
  by: StorageBy;

  @ApiProperty(bytes)
  totalBytes: number;

  @ApiProperty(count)
  items: number;

  /** Null where the history of any server in it was never read whole. */
  @ApiProperty(milliseconds)
  watchedMs: number | null;

  /** Largest first. */
  groups: StorageGroupDto[];

  /** Groups beyond `limit`. */
  @ApiProperty({ ...nullable, type: StorageRestDto })
  rest: StorageRestDto | null;

  /** When the oldest of the figures was made; null before the first. */
  @ApiProperty(asOf)
  asOf: string | null;
}

export class StorageItemDto {
  item: ItemCardDto;

  /** What the item adds to the block: of several versions those that match, and a file that others share once. Null: unknown. */
  @ApiProperty(unknownBytes)
  bytes: number | null;

  /** What everybody watched of it; null where the history of its server was never read whole. */
  @ApiProperty(milliseconds)
  watchedMs: number | null;
}

class InsightListDto {
  @ApiProperty(cursor)
  nextCursor: string | null;

  /** When the oldest of the figures was made; null before the first. */
  @ApiProperty(asOf)
  asOf: string | null;
}

export class StorageItemListDto extends InsightListDto {
  items: StorageItemDto[];
}

/** One version of one item. */
export class DuplicateCopyDto {
  @ApiProperty({ example: '48213' })
  itemId: string;

  /** Position among `versions` of the item, counted from 0. */
  @ApiProperty({ type: 'integer', example: 0 })
  versionIndex: number;

  @ApiProperty({ format: 'uuid' })
  serverId: string;

  @ApiProperty({ example: 'Attic' })
  serverName: string;

  @ApiProperty({ format: 'uuid' })
  sectionId: string;

  @ApiProperty({ example: 'Films' })
  sectionTitle: string;

  @ApiProperty({ ...text, example: '1080' })
  resolution: string | null;

  @ApiProperty({ ...text, example: 'hevc' })
  videoCodec: string | null;

  @ApiProperty({ ...text, example: 'mkv' })
  container: string | null;

  @ApiProperty({ ...integer, example: 8200 })
  bitrateKbps: number | null;

  /** Null where it is not known yet. */
  @ApiProperty({ ...nullable, type: Boolean })
  hdr: boolean | null;

  /** Null where the size of a file is unknown. */
  @ApiProperty(unknownBytes)
  bytes: number | null;

  /** Space that is free once this copy alone is kept; null where the size of another is unknown. */
  @ApiProperty(unknownBytes)
  frees: number | null;

  @ApiProperty({ format: 'date-time' })
  addedAt: string;

  /** Views of the item by everybody; null where the history of its server was never read whole. */
  @ApiProperty({ ...integer, example: 3 })
  plays: number | null;
}

/** Copies of one movie, episode or track, in the same edition: another edition is no duplicate. */
export class DuplicateGroupDto {
  @ApiProperty({ example: '1042' })
  id: string;

  @ApiProperty({ enum: DUPLICATE_KINDS, enumName: 'DuplicateKind' })
  kind: DuplicateKind;

  @ApiProperty({ enum: LEAF_TYPES, enumName: 'LeafType' })
  type: LeafType;

  @ApiProperty({ example: 'The Silver River' })
  title: string;

  @ApiProperty({ ...integer, example: 2014 })
  year: number | null;

  @ApiProperty({ ...text, example: null })
  editionTitle: string | null;

  /** Show or artist. */
  @ApiProperty({ ...text, example: null })
  grandparentTitle: string | null;

  /** Number of the season or disc. */
  @ApiProperty({ ...integer, example: null })
  parentIndex: number | null;

  /** Number of the episode or track. */
  @ApiProperty({ ...integer, example: null })
  index: number | null;

  @ApiProperty({ ...text, example: '/api/v1/library/items/48213/poster?v=9f2c1a7b3d' })
  posterUrl: string | null;

  /** The most that keeping a single copy frees; null where no such space is known. */
  @ApiProperty(unknownBytes)
  freeableBytes: number | null;

  /** Best first: by resolution, then by bitrate. A file that several share frees nothing while one of them stays. */
  copies: DuplicateCopyDto[];
}

export class DuplicateListDto extends InsightListDto {
  items: DuplicateGroupDto[];
}

export class UnwatchedItemDto {
  /** A movie, show or artist. */
  item: ItemCardDto;

  @ApiProperty({ enum: UNWATCHED_STATES, enumName: 'UnwatchedState' })
  state: UnwatchedState;

  /** Null: unknown. */
  @ApiProperty(unknownBytes)
  bytes: number | null;

  /** Movies, episodes or tracks of it that are available. */
  @ApiProperty(count)
  leaves: number;

  /** Views by everybody; null where the history of the server was never read whole. */
  @ApiProperty({ ...integer, example: 0 })
  plays: number | null;

  /** The last view by anybody that is known of; null: none. */
  @ApiProperty(time)
  lastViewedAt: string | null;
}

export class UnwatchedListDto extends InsightListDto {
  items: UnwatchedItemDto[];
}

export class QualityItemDto {
  /** `missingIds` is told of movies, shows and artists, the other issues of what has files. */
  item: ItemCardDto;

  @ApiProperty({ enum: QUALITY_ISSUES, enumName: 'QualityIssue', isArray: true })
  issues: QualityIssue[];

  /** Null: unknown. */
  @ApiProperty(unknownBytes)
  bytes: number | null;

  /** Of the version with the highest one; null: unknown. */
  @ApiProperty({ ...integer, example: 900 })
  bitrateKbps: number | null;

  /** Of the same version. */
  @ApiProperty({ ...text, example: 'mpeg4' })
  videoCodec: string | null;

  /** Of the same version. */
  @ApiProperty({ ...text, example: 'avi' })
  container: string | null;
}

export class QualityListDto extends InsightListDto {
  items: QualityItemDto[];
}

/** How far the history of a server is known. */
export class HistoryKnowledgeDto {
  @ApiProperty({ format: 'uuid' })
  serverId: string;

  @ApiProperty({ example: 'Attic' })
  serverName: string;

  /** It was read to its beginning at least once. */
  whole: boolean;

  /** The first view that it remembers; null: none. What was added before may have been watched before. */
  @ApiProperty(time)
  since: string | null;

  /** When it was last looked at. */
  @ApiProperty(time)
  readAt: string | null;

  /** What kept the last look from its end; null when it got there. */
  @ApiProperty({ ...text, example: 'unreachable' })
  errorCode: string | null;
}

export class StorageTotalDto {
  @ApiProperty(count)
  items: number;

  @ApiProperty(bytes)
  bytes: number;
}

export class DuplicateCountDto {
  @ApiProperty({ enum: DUPLICATE_KINDS, enumName: 'DuplicateKind' })
  kind: DuplicateKind;

  @ApiProperty(count)
  groups: number;

  /** The most that could be freed, as far as sizes are known. */
  @ApiProperty(bytes)
  freeableBytes: number;
}

export class UnwatchedCountDto extends StorageTotalDto {
  @ApiProperty({ enum: UNWATCHED_STATES, enumName: 'UnwatchedState' })
  state: UnwatchedState;
}

export class QualityCountDto extends StorageTotalDto {
  /** An item with several issues counts for each of them. */
  @ApiProperty({ enum: QUALITY_ISSUES, enumName: 'QualityIssue' })
  issue: QualityIssue;
}

export class InsightSummaryDto {
  storage: StorageTotalDto;

  /** Every kind. */
  duplicates: DuplicateCountDto[];

  /** Every state; movies, shows and artists. */
  unwatched: UnwatchedCountDto[];

  /** Every issue; the bytes of what is in the trash or without its files are not in it. */
  quality: QualityCountDto[];

  /** Every server with an enabled library. */
  history: HistoryKnowledgeDto[];

  /** When the oldest of the figures was made; null before the first. */
  @ApiProperty(asOf)
  asOf: string | null;

  /** Enabled libraries without figures yet: their first sync has not ended. */
  @ApiProperty({ type: 'integer', example: 0 })
  pendingSections: number;
}
