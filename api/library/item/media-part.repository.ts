import type { SqlExecutor } from '../../infra/database';
import type { PlexPart, PlexVersion } from '../../plex';
import { columnArrays, unnestParameters, type ColumnSource } from './column-arrays';

export interface PartsOfItem {
  itemId: string;
  versions: readonly PlexVersion[];
  /** True when the item cannot have stored parts yet. */
  isNew: boolean;
}

interface PartRow {
  itemId: string;
  versionIndex: number;
  partIndex: number;
  version: PlexVersion;
  part: PlexPart;
}

const PART_COLUMNS: readonly ColumnSource<PartRow>[] = [
  { name: 'item_id', type: 'bigint', read: (row) => row.itemId },
  { name: 'version_index', type: 'smallint', read: (row) => row.versionIndex },
  { name: 'part_index', type: 'smallint', read: (row) => row.partIndex },
  { name: 'media_id', type: 'text', read: ({ version }) => version.mediaId },
  { name: 'resolution', type: 'text', read: ({ version }) => version.resolution },
  { name: 'video_codec', type: 'text', read: ({ version }) => version.videoCodec },
  { name: 'audio_codec', type: 'text', read: ({ version }) => version.audioCodec },
  { name: 'audio_channels', type: 'integer', read: ({ version }) => version.audioChannels },
  { name: 'bitrate_kbps', type: 'integer', read: ({ version }) => version.bitrateKbps },
  { name: 'container', type: 'text', read: ({ version }) => version.container },
  { name: 'hdr', type: 'boolean', read: ({ version }) => version.hdr },
  { name: 'optimized', type: 'boolean', read: ({ version }) => version.optimized },
  { name: 'part_id', type: 'text', read: ({ part }) => part.partId },
  { name: 'file', type: 'text', read: ({ part }) => part.file },
  { name: 'size_bytes', type: 'bigint', read: ({ part }) => part.sizeBytes },
  { name: 'duration_ms', type: 'bigint', read: ({ part }) => part.durationMs },
  { name: 'accessible', type: 'boolean', read: ({ part }) => part.accessible },
];

const KEY = ['item_id', 'version_index', 'part_index'];
const names = PART_COLUMNS.map(({ name }) => name);
const plain = names.filter((name) => !KEY.includes(name) && name !== 'hdr');
const incoming = `unnest(${unnestParameters(PART_COLUMNS, 1)}) AS k (${names.join(', ')})`;

const INSERT_PARTS = `INSERT INTO media_parts (${names.join(', ')}) SELECT ${names.map((name) => `k.${name}`).join(', ')} FROM ${incoming}`;

/** A list knows nothing of HDR, so what details told about the same version stays. */
const HDR = `CASE WHEN media_parts.media_id IS NOT DISTINCT FROM EXCLUDED.media_id
  THEN COALESCE(EXCLUDED.hdr, media_parts.hdr) ELSE EXCLUDED.hdr END`;

const UPSERT_PARTS = `${INSERT_PARTS}
  ON CONFLICT (item_id, version_index, part_index) DO UPDATE SET
    ${plain.map((name) => `${name} = EXCLUDED.${name}`).join(', ')}, hdr = ${HDR}
  WHERE (${plain.map((name) => `media_parts.${name}`).join(', ')}, media_parts.hdr)
    IS DISTINCT FROM (${plain.map((name) => `EXCLUDED.${name}`).join(', ')}, ${HDR})`;

const DELETE_OTHER_PARTS = `
  DELETE FROM media_parts p WHERE p.item_id = ANY ($1::bigint[]) AND NOT EXISTS (
    SELECT FROM unnest($2::bigint[], $3::smallint[], $4::smallint[]) AS k (item_id, version_index, part_index)
    WHERE k.item_id = p.item_id AND k.version_index = p.version_index AND k.part_index = p.part_index)`;

/** Makes the stored files of these items equal to `versions`, within the caller's transaction. */
export async function writeParts(sql: SqlExecutor, items: readonly PartsOfItem[]): Promise<void> {
  const fresh = partRows(items.filter(({ isNew }) => isNew));
  if (fresh.length > 0) await sql.run(INSERT_PARTS, columnArrays(PART_COLUMNS, fresh));
  const stored = items.filter(({ isNew }) => !isNew);
  if (stored.length === 0) return;
  const rows = partRows(stored);
  const arrays = columnArrays(PART_COLUMNS, rows);
  await sql.run(DELETE_OTHER_PARTS, [stored.map(({ itemId }) => itemId), ...arrays.slice(0, KEY.length)]);
  if (rows.length > 0) await sql.run(UPSERT_PARTS, arrays);
}

/** No film has as many versions, and no version as many files; their numbers are smallints. */
const MOST = 1000;

function partRows(items: readonly PartsOfItem[]): PartRow[] {
  const rows: PartRow[] = [];
  for (const { itemId, versions } of items) {
    versions
      .slice(0, MOST)
      .forEach((version, versionIndex) =>
        version.parts
          .slice(0, MOST)
          .forEach((part, partIndex) => rows.push({ itemId, versionIndex, partIndex, version, part })),
      );
  }
  return rows;
}
