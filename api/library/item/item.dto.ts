import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PLEX_ITEM_TYPES, type PlexItemType } from '../../plex';

const nullable = { nullable: true } as const;
const text = { ...nullable, type: String } as const;
const integer = { ...nullable, type: 'integer' } as const;
const bytes = { ...nullable, type: 'integer', format: 'int64' } as const;
const time = { ...nullable, type: String, format: 'date-time' } as const;

/** One row of a listing. */
export class ItemCardDto {
  @ApiProperty({ example: '48213' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  serverId: string;

  @ApiProperty({ format: 'uuid' })
  sectionId: string;

  /** Plex's key, unique within its server. */
  @ApiProperty({ example: '1042' })
  ratingKey: string;

  @ApiProperty({ enum: PLEX_ITEM_TYPES, enumName: 'ItemType' })
  type: PlexItemType;

  @ApiProperty({ example: 'The Silver River' })
  title: string;

  @ApiProperty({ ...integer, example: 2014 })
  year: number | null;

  /** Plex's; where it has none, when the item was first seen. */
  @ApiProperty({ format: 'date-time', example: '2026-02-01T10:20:30.000Z' })
  addedAt: string;

  /** The caller's own plays; of shows, seasons, albums and artists the sum of what lies below. Null: unknown. */
  @ApiProperty({ ...integer, example: 2 })
  viewCount: number | null;

  @ApiProperty({ ...time, example: '2026-03-01T20:00:00.000Z' })
  lastViewedAt: string | null;

  /** Null: unknown to the caller. */
  @ApiProperty({ ...nullable, type: Boolean })
  watched: boolean | null;

  /** Null where no file has a known size. */
  @ApiProperty({ ...bytes, example: 4294967296 })
  sizeBytes: number | null;

  @ApiProperty({ ...text, example: '1080' })
  resolution: string | null;

  /** Whether a version has a wide range of brightness; null: unknown, or nothing that has versions. */
  @ApiProperty({ ...nullable, type: Boolean, example: true })
  hdr: boolean | null;

  /** 0 to 10. */
  @ApiProperty({ ...nullable, type: Number, example: 7.8 })
  rating: number | null;

  @ApiProperty({ ...text, example: null })
  parentId: string | null;

  @ApiProperty({ ...text, example: null })
  grandparentTitle: string | null;

  /** Number of the episode, season or track. */
  @ApiProperty({ ...integer, example: null })
  index: number | null;

  /** Number of the season or disc. */
  @ApiProperty({ ...integer, example: null })
  parentIndex: number | null;

  /** Path on this host; null where Plex has no poster. */
  @ApiProperty({ ...text, example: '/api/v1/library/items/48213/poster?v=9f2c1a7b3d' })
  posterUrl: string | null;

  /** False while Plex has it in its trash or cannot find its files; then it is not counted anywhere. */
  available: boolean;
}

export class ExternalIdsDto {
  @ApiPropertyOptional({ example: 'tt0133093' })
  imdb?: string;

  @ApiPropertyOptional({ example: '603' })
  tmdb?: string;

  @ApiPropertyOptional({ example: '169' })
  tvdb?: string;
}

/** One file. */
export class PartDto {
  @ApiProperty({ ...bytes, example: 4294967296 })
  sizeBytes: number | null;

  /** Path on the media server; administrators only. */
  @ApiPropertyOptional({ ...text, example: '/media/movies/The Silver River (2014)/The Silver River.mkv' })
  file?: string | null;

  accessible: boolean;
}

export class VersionDto {
  @ApiProperty({ ...text, example: '1080' })
  resolution: string | null;

  @ApiProperty({ ...text, example: 'hevc' })
  videoCodec: string | null;

  @ApiProperty({ ...text, example: 'eac3' })
  audioCodec: string | null;

  @ApiProperty({ ...integer, example: 6 })
  audioChannels: number | null;

  @ApiProperty({ ...integer, example: 8200 })
  bitrateKbps: number | null;

  @ApiProperty({ ...text, example: 'mkv' })
  container: string | null;

  /** Null where it is not known yet. */
  @ApiProperty({ ...nullable, type: Boolean })
  hdr: boolean | null;

  /** A copy that Plex made; not counted in sizes. */
  optimized: boolean;

  parts: PartDto[];
}

/** The same title in another library: another copy, another edition, or another server's. */
export class AlsoOnDto {
  /** Item id there. */
  @ApiProperty({ example: '80412' })
  id: string;

  @ApiProperty({ format: 'uuid', example: 'c56a4180-65aa-42ec-a945-5fd21dec0538' })
  serverId: string;

  @ApiProperty({ example: 'Attic' })
  serverName: string;

  @ApiProperty({ format: 'uuid', example: '1b4e28ba-2fa1-41d2-883f-0016d3cca427' })
  sectionId: string;

  @ApiProperty({ example: 'Films' })
  sectionTitle: string;

  @ApiProperty({ ...text, example: null })
  editionTitle: string | null;

  @ApiProperty({ ...text, example: '4k' })
  resolution: string | null;

  @ApiProperty({ ...bytes, example: 42949672960 })
  sizeBytes: number | null;

  available: boolean;
}

export class ItemDto extends ItemCardDto {
  @ApiProperty({ ...text, example: 'plex://movie/5d776a8b9ab544002150043a' })
  guid: string | null;

  externalIds: ExternalIdsDto;

  @ApiProperty({ ...text, example: 'Der Silberfluss' })
  originalTitle: string | null;

  @ApiProperty({ example: 'Silver River' })
  sortTitle: string;

  @ApiProperty({ ...text, example: "Director's Cut" })
  editionTitle: string | null;

  @ApiProperty({ ...text, example: 'Two brothers follow a river to its source.' })
  summary: string | null;

  @ApiProperty({ ...text, example: 'Every river has a beginning.' })
  tagline: string | null;

  @ApiProperty({ ...text, example: 'PG-13' })
  contentRating: string | null;

  @ApiProperty({ ...text, example: 'Lantern Pictures' })
  studio: string | null;

  @ApiProperty({ ...integer, format: 'int64', example: 7260000 })
  durationMs: number | null;

  @ApiProperty({ ...text, format: 'date', example: '2014-05-02' })
  originallyAvailableOn: string | null;

  genres: string[];
  directors: string[];
  actors: string[];
  countries: string[];

  /** Plex's collections that it is in. */
  @ApiProperty({ example: ['The Silver Saga'] })
  collections: string[];

  /** Rows of `/children` that are available; null for movies, episodes and tracks. */
  @ApiProperty({ ...integer, example: 3 })
  childCount: number | null;

  /** Episodes or tracks below, as Plex counts them. */
  @ApiProperty({ ...integer, example: 24 })
  leafCount: number | null;

  @ApiProperty({ ...text, example: null })
  parentTitle: string | null;

  @ApiProperty({ ...text, example: null })
  grandparentId: string | null;

  /** When Plex last changed it. */
  @ApiProperty(time)
  updatedAt: string | null;

  versions: VersionDto[];

  /**
   * Where else the caller has it: of the same type, with the same Plex guid or external id; a season or episode
   * that has none of its own, with its number in the same show. At most 20.
   */
  alsoOn: AlsoOnDto[];
}

export class ItemListDto {
  items: ItemCardDto[];

  @ApiProperty(text)
  nextCursor: string | null;
}

export class ItemCountDto {
  @ApiProperty({ type: 'integer', example: 1240 })
  count: number;
}

export class AnchorDto {
  /** Position of the first row behind the cursor, counted from 0. */
  @ApiProperty({ type: 'integer', example: 500 })
  index: number;

  /** Cursor for `/library/items` with the same filters and sort. */
  cursor: string;
}

export class AnchorListDto {
  items: AnchorDto[];

  /** Always null: the list is whole. */
  @ApiProperty({ ...text, example: null })
  nextCursor: string | null;
}

export class FacetValueDto {
  @ApiProperty({ example: 'Drama' })
  value: string;

  @ApiProperty({ type: 'integer', example: 310 })
  count: number;
}

export class YearFacetValueDto {
  @ApiProperty({ type: 'integer', example: 2014 })
  value: number;

  @ApiProperty({ type: 'integer', example: 12 })
  count: number;
}

/** Values that occur among the matching items, most frequent first; years newest first. */
export class FacetsDto {
  genres: FacetValueDto[];
  years: YearFacetValueDto[];
  resolutions: FacetValueDto[];
  contentRatings: FacetValueDto[];
}
