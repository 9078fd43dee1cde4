import { optimizedVersion, secondVersion } from './media';
import type { Item, Media, Part } from './item';
import { VIDEO, type ItemQuirk } from './quirk';
import { DAY_SECONDS } from '../core/clock';

const NO_FILE = 'no Media, `Media: []`, no Part';
const SIZE = 'Part.size 0 or missing; huge size';
const VERSIONS = 'several versions / parts / optimized copy';
const TRASH = 'trash (`deletedAt`), `exists=false`';
const HUGE_BYTES = 5_497_558_138_880;

function eachPart(item: Item, change: (part: Part) => void): void {
  for (const media of item.media ?? []) for (const part of media.parts ?? []) change(part);
}

function addVersion(item: Item, make: (base: Parameters<typeof secondVersion>[0], first: Media) => Media): void {
  const first = item.media?.[0];
  const part = first?.parts?.[0];
  if (!first || !part) return;
  const folder = part.file.slice(0, part.file.lastIndexOf('/'));
  const stem = part.file.slice(folder.length + 1, part.file.lastIndexOf('.'));
  item.media = [
    first,
    make({ folder, stem, ratingKey: item.ratingKey, durationMs: first.durationMs, h: part.id }, first),
  ];
}

function splitFirst(item: Item): void {
  const media = item.media?.[0];
  const part = media?.parts?.[0];
  if (!media || !part?.sizeBytes || media.parts?.length !== 1) return;
  const half = Math.floor(part.sizeBytes / 2);
  const second = {
    ...part,
    id: part.id + 1,
    key: part.key.replace(`/${part.id}/`, `/${part.id + 1}/`),
    sizeBytes: part.sizeBytes - half,
  };
  second.file = part.file.replace(/(\.\w+)$/, ' - pt2$1');
  media.parts = [{ ...part, sizeBytes: half, file: part.file.replace(/(\.\w+)$/, ' - pt1$1') }, second];
}

export function markTrashed(item: Item, deletedAt: number): void {
  item.deletedAt = deletedAt;
  for (const media of item.media ?? []) media.deletedAt = deletedAt;
  eachPart(item, (part) => {
    part.deletedAt = deletedAt;
  });
}

/** Quirks of files and versions. */
export const FILE_QUIRKS: readonly ItemQuirk[] = [
  {
    name: 'no-media',
    row: NO_FILE,
    types: VIDEO,
    apply: (item) => {
      item.media = undefined;
    },
  },
  {
    name: 'empty-media',
    row: NO_FILE,
    types: VIDEO,
    apply: (item) => {
      item.media = [];
    },
  },
  {
    name: 'no-part',
    row: NO_FILE,
    types: VIDEO,
    apply: (item) => {
      for (const media of item.media ?? []) media.parts = undefined;
    },
  },
  {
    name: 'size-zero',
    row: SIZE,
    types: VIDEO,
    apply: (item) =>
      eachPart(item, (part) => {
        part.sizeBytes = 0;
      }),
  },
  {
    name: 'size-missing',
    row: SIZE,
    types: VIDEO,
    apply: (item) =>
      eachPart(item, (part) => {
        part.sizeBytes = undefined;
      }),
  },
  {
    name: 'size-huge',
    row: SIZE,
    types: ['movie'],
    apply: (item) =>
      eachPart(item, (part) => {
        part.sizeBytes = HUGE_BYTES + part.id;
      }),
  },
  { name: 'several-versions', row: VERSIONS, types: ['movie'], apply: (item) => addVersion(item, secondVersion) },
  { name: 'split-parts', row: VERSIONS, types: ['movie'], apply: splitFirst },
  { name: 'optimized-copy', row: VERSIONS, types: VIDEO, apply: (item) => addVersion(item, optimizedVersion) },
  {
    name: 'trashed',
    row: TRASH,
    types: VIDEO,
    apply: (item, { scope }) => markTrashed(item, scope.epoch - DAY_SECONDS),
  },
  {
    name: 'part-not-exists',
    row: TRASH,
    types: VIDEO,
    apply: (item) =>
      eachPart(item, (part) => {
        part.exists = false;
      }),
  },
  {
    // Not in the table but among the item fields: s01e01e02 in one file, which must not count twice.
    name: 'shared-file',
    row: 'One file may back several episodes',
    types: ['episode'],
    apply: (item, { neighbour }) => {
      const other = neighbour().media?.[0].parts?.[0];
      if (other)
        eachPart(item, (part) => {
          part.file = other.file;
          part.sizeBytes = other.sizeBytes;
        });
    },
  },
];
