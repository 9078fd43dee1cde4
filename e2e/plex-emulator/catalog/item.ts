import type { AudioTrack } from './audio';
import type { ItemType } from './keys';

/** What may stand in one attribute. Absent means: the attribute is not sent at all. */
export type Scalar = string | number | boolean | null | undefined;

export interface Tag {
  tag: string;
  id: number;
  role: string | undefined;
}

export interface Part {
  id: number;
  key: string;
  file: string;
  sizeBytes: number | undefined;
  durationMs: number;
  container: string;
  exists: boolean | undefined;
  deletedAt: number | undefined;
}

export interface Media {
  id: number;
  durationMs: number;
  bitrateKbps: number;
  width: number;
  height: number;
  aspectRatio: number;
  audioChannels: number;
  audioCodec: string;
  audio: readonly AudioTrack[];
  videoCodec: string;
  videoResolution: string;
  container: string;
  videoFrameRate: string;
  videoProfile: string;
  hdr: '' | 'hdr10' | 'hlg' | 'dolby-vision';
  optimizedForStreaming: boolean | undefined;
  /** 42 and a target name mark a copy made by Plex itself ("Plex Versions"). */
  proxyType: number | undefined;
  target: string | undefined;
  title: string | undefined;
  deletedAt: number | undefined;
  parts: Part[] | undefined;
}

/** How the row is written, apart from what it says: the quirks of form. */
export interface RowForm {
  numbersAsText: boolean;
  textAsNumbers: boolean;
  booleans: 'native' | 'digit' | 'text' | 'absent';
  /** Lists of one entry become the bare object. */
  bareObjects: boolean;
}

/** One item as the server means it. Builders fill every field, in this order, so that all have one shape. */
export interface Item {
  ratingKey: number;
  type: ItemType;
  sectionKey: string;
  parentKey: number | null;
  grandparentKey: number | null;
  guid: string;
  guids: string[];
  title: string;
  titleSort: string;
  originalTitle: string | undefined;
  parentTitle: string | undefined;
  grandparentTitle: string | undefined;
  editionTitle: string | undefined;
  summary: string;
  tagline: string | undefined;
  studio: string | undefined;
  contentRating: string | undefined;
  rating: number | null | undefined;
  audienceRating: number | undefined;
  year: number | string | undefined;
  index: number | undefined;
  parentIndex: number | undefined;
  durationMs: number | undefined;
  originallyAvailableAt: string | undefined;
  addedAt: number | undefined;
  updatedAt: number | undefined;
  deletedAt: number | undefined;
  leafCount: number | undefined;
  childCount: number | undefined;
  genres: Tag[];
  directors: Tag[];
  writers: Tag[];
  roles: Tag[];
  countries: Tag[];
  collections: Tag[];
  /** undefined: the key is missing; []: an empty list is sent. */
  media: Media[] | undefined;
  quirks: readonly string[];
  form: RowForm | undefined;
  /** Hash the artwork is drawn from; a re-added title keeps its poster. */
  artSeed: number;
  /** Listed, but gone when asked for by key. */
  vanishing: boolean;
}

export function isLeaf(type: ItemType): boolean {
  return type === 'movie' || type === 'episode' || type === 'track';
}

export function itemSizeBytes(item: Item): number | null {
  let sum: number | null = null;
  for (const media of item.media ?? []) {
    for (const part of media.parts ?? []) if (part.sizeBytes) sum = (sum ?? 0) + part.sizeBytes;
  }
  return sum;
}
