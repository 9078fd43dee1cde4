import { languageCode } from '../../common';
import type { PlexPart, PlexVersion } from './plex-item';
import { asRows, readCount, readDenied, readFlag, readPositive, readText, type RawRow } from './readers';

const OPTIMIZED_PROXY_TYPE = 42;
const OPTIMIZED_FOLDER = /[\\/]Plex Versions[\\/]/i;
const HDR_TRANSFERS = new Set(['smpte2084', 'arib-std-b67']);
const VIDEO_STREAM = 1;
const AUDIO_STREAM = 2;

/** The versions of a row; [] for rows that have none (shows, seasons, items without a file). */
export function readVersions(media: unknown): PlexVersion[] {
  const versions: PlexVersion[] = [];
  const rows = asRows(media);
  for (let i = 0; i < rows.length; i++) versions.push(readVersion(rows[i]));
  return versions;
}

function readVersion(row: RawRow): PlexVersion {
  const rawParts = asRows(row.Part);
  const gone = isTrashed(row);
  const parts: PlexPart[] = [];
  for (let i = 0; i < rawParts.length; i++) parts.push(readPart(rawParts[i], gone));
  return {
    mediaId: readText(row.id),
    resolution: lower(row.videoResolution),
    videoCodec: lower(row.videoCodec),
    audioCodec: lower(row.audioCodec),
    audioChannels: readCount(row.audioChannels),
    bitrateKbps: readCount(row.bitrate),
    container: lower(row.container),
    hdr: readHdr(rawParts),
    audioLanguages: readAudioLanguages(rawParts),
    optimized: isOptimized(row, parts),
    parts,
  };
}

function readPart(row: RawRow, versionGone: boolean): PlexPart {
  return {
    partId: readText(row.id),
    file: readText(row.file),
    sizeBytes: readPositive(row.size),
    durationMs: readPositive(row.duration),
    accessible: !versionGone && !isTrashed(row) && !readDenied(row.exists) && !readDenied(row.accessible),
  };
}

/** `deletedAt` marks what waits in Plex's trash; 0 and "" are how some servers write "not". */
export function isTrashed(row: RawRow): boolean {
  return row.deletedAt !== undefined && readPositive(row.deletedAt) !== null;
}

function isOptimized(row: RawRow, parts: PlexPart[]): boolean {
  if (row.proxyType !== undefined && readCount(row.proxyType) === OPTIMIZED_PROXY_TYPE) return true;
  if (readText(row.target) !== null) return true;
  return parts.some((part) => part.file !== null && OPTIMIZED_FOLDER.test(part.file));
}

/** Lists carry no streams: then nothing is known, which is not "no". */
function readHdr(parts: readonly RawRow[]): boolean | null {
  let known: boolean | null = null;
  for (const part of parts) {
    if (part.Stream === undefined) continue;
    for (const stream of asRows(part.Stream)) {
      if (readCount(stream.streamType) !== VIDEO_STREAM) continue;
      known = known === true || HDR_TRANSFERS.has(lower(stream.colorTrc) ?? '') || readFlag(stream.DOVIPresent);
    }
  }
  return known;
}

/** Null as `readHdr`: where no part says anything. */
function readAudioLanguages(parts: readonly RawRow[]): string[] | null {
  let known: Set<string> | null = null;
  for (const part of parts) {
    if (part.Stream === undefined) continue;
    known ??= new Set();
    for (const stream of asRows(part.Stream)) {
      const code = readCount(stream.streamType) === AUDIO_STREAM ? readLanguage(stream) : null;
      if (code !== null) known.add(code);
    }
  }
  return known && [...known].sort();
}

/** Older servers tell the code of three letters only. */
function readLanguage({ languageTag, languageCode: code }: RawRow): string | null {
  return languageCode(readText(languageTag) ?? '') ?? languageCode(readText(code) ?? '');
}

function lower(value: unknown): string | null {
  return readText(value)?.toLowerCase() ?? null;
}
