import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import type { LibrarySection } from './section';

/** A library of a media server. */
export class SectionDto {
  @ApiProperty({ format: 'uuid', example: '6b1f1c1e-7a55-4f0b-9d3a-3a8e3c7f2f10' })
  id: string;

  @ApiProperty({ format: 'uuid', example: '2f9b7e3a-0c1d-4c55-8f64-0a1b2c3d4e5f' })
  serverId: string;

  /** As the server calls itself. */
  @ApiProperty({ example: 'Attic' })
  serverName: string;

  /** Plex's key of the section, unique within its server. */
  @ApiProperty({ example: '1' })
  key: string;

  @ApiProperty({ example: 'Movies' })
  title: string;

  /** "movie", "show", "artist"; other types are listed and cannot be enabled. */
  @ApiProperty({ example: 'movie' })
  type: string;

  /** Whether it is synced and shown. */
  enabled: boolean;

  /** True since a complete list of the server no longer had it; its items stay as they were. */
  missing: boolean;

  /** Top-level titles; gone and trashed ones are not counted. */
  @ApiProperty({ type: 'integer', example: 1240 })
  itemCount: number;

  /** Movies, episodes, tracks. */
  @ApiProperty({ type: 'integer', example: 1240 })
  leafCount: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 5120000000000 })
  sizeBytes: number;

  /** When a sync last read the section to its end. */
  @ApiProperty({ nullable: true, type: String, format: 'date-time', example: '2026-11-20T03:00:12.345Z' })
  lastSyncedAt: string | null;
}

export class SectionListDto {
  items: SectionDto[];

  /** Always null: the list is whole. */
  @ApiProperty({ nullable: true, type: String, example: null })
  nextCursor: string | null;
}

export class UpdateSectionDto {
  @IsBoolean()
  enabled: boolean;
}

export function toSectionDto(section: LibrarySection): SectionDto {
  const { id, serverId, serverName, key, title, type, enabled, itemCount, leafCount, sizeBytes } = section;
  return {
    id,
    serverId,
    serverName,
    key,
    title,
    type,
    enabled,
    missing: section.missingAt !== null,
    itemCount,
    leafCount,
    sizeBytes,
    lastSyncedAt: section.lastSyncedAt?.toISOString() ?? null,
  };
}
