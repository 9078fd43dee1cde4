import type { AlsoOnDto, ExternalIdsDto, ItemCardDto, ItemDto, VersionDto } from './item.dto';
import type { ItemDetailRow, PartRow } from './item-detail.query';
import type { SameTitleRow } from './same-title.statement';

const LEAF_TYPES: ReadonlySet<string> = new Set(['movie', 'episode', 'track']);

export interface ItemParts {
  row: ItemDetailRow;
  files: readonly PartRow[];
  sameTitles: readonly SameTitleRow[];
}

/** @param showFiles paths on the media server are for administrators */
export function toItemDto(card: ItemCardDto, { row, files, sameTitles }: ItemParts, showFiles: boolean): ItemDto {
  return {
    ...card,
    guid: row.guid,
    externalIds: externalIds(row),
    originalTitle: row.original_title,
    sortTitle: row.sort_title,
    editionTitle: row.edition_title,
    summary: row.summary,
    tagline: row.tagline,
    contentRating: row.content_rating,
    studio: row.studio,
    durationMs: toNumber(row.duration_ms),
    originallyAvailableOn: row.originally_available_on,
    genres: row.genres,
    directors: row.directors,
    actors: row.actors,
    countries: row.countries,
    collections: row.collections,
    childCount: LEAF_TYPES.has(row.type) ? null : row.children,
    leafCount: row.leaf_count,
    parentTitle: row.parent_title,
    grandparentId: row.grandparent_id,
    updatedAt: row.plex_updated_at?.toISOString() ?? null,
    versions: toVersions(files, showFiles),
    alsoOn: sameTitles.map(toAlsoOn),
  };
}

function externalIds({ imdb_id, tmdb_id, tvdb_id }: ItemDetailRow): ExternalIdsDto {
  return {
    ...(imdb_id === null ? {} : { imdb: imdb_id }),
    ...(tmdb_id === null ? {} : { tmdb: tmdb_id }),
    ...(tvdb_id === null ? {} : { tvdb: tvdb_id }),
  };
}

function toAlsoOn(row: SameTitleRow): AlsoOnDto {
  return {
    id: row.id,
    serverId: row.server_id,
    serverName: row.server_name,
    sectionId: row.section_id,
    sectionTitle: row.section_title,
    editionTitle: row.edition_title,
    resolution: row.resolution,
    sizeBytes: toNumber(row.size_bytes),
    available: row.available,
  };
}

function toVersions(parts: readonly PartRow[], showFiles: boolean): VersionDto[] {
  const versions = new Map<number, VersionDto>();
  for (const part of parts) {
    const version = versions.get(part.version_index) ?? toVersion(part);
    versions.set(part.version_index, version);
    const file = showFiles ? { file: part.file } : {};
    version.parts.push({ sizeBytes: toNumber(part.size_bytes), ...file, accessible: part.accessible });
  }
  return [...versions.values()];
}

function toVersion(part: PartRow): VersionDto {
  return {
    resolution: part.resolution,
    videoCodec: part.video_codec,
    audioCodec: part.audio_codec,
    audioChannels: part.audio_channels,
    bitrateKbps: part.bitrate_kbps,
    container: part.container,
    hdr: part.hdr,
    optimized: part.optimized,
    parts: [],
  };
}

function toNumber(bigint: string | null): number | null {
  return bigint === null ? null : Number(bigint);
}
