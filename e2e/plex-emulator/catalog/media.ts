import { between, chance, draw, pick, unit } from '../core/hash';
import { audioTracks, NO_LANGUAGE } from './audio';
import type { Media, Part } from './item';

const SALT = {
  resolution: 300,
  codec: 301,
  container: 302,
  audio: 303,
  bitrate: 304,
  aspect: 305,
  versions: 306,
  split: 307,
  hdr: 308,
  group: 309,
  fps: 310,
};

export interface FileBase {
  /** Folder and file name without extension, as the scanner found them. */
  folder: string;
  stem: string;
  ratingKey: number;
  durationMs: number;
  /** Hash of the file; another one makes another file. */
  h: number;
}

interface Quality {
  resolution: string;
  width: number;
  height: number;
  lowKbps: number;
  highKbps: number;
  label: string;
}

const UHD: Quality = { resolution: '4k', width: 3840, height: 2160, lowKbps: 18_000, highKbps: 62_000, label: '2160p' };
const FULL_HD: Quality = {
  resolution: '1080',
  width: 1920,
  height: 1080,
  lowKbps: 4_000,
  highKbps: 18_000,
  label: '1080p',
};
const HD: Quality = { resolution: '720', width: 1280, height: 720, lowKbps: 1_800, highKbps: 5_000, label: '720p' };
const DVD: Quality = { resolution: '480', width: 720, height: 480, lowKbps: 1_000, highKbps: 2_400, label: '480p' };
const SD: Quality = { resolution: 'sd', width: 624, height: 352, lowKbps: 700, highKbps: 1_300, label: 'SD' };

function qualityOf(h: number): Quality {
  const roll = draw(h, SALT.resolution) % 100;
  if (roll < 14) return UHD;
  if (roll < 66) return FULL_HD;
  if (roll < 86) return HD;
  return roll < 95 ? DVD : SD;
}

const CODECS: Record<string, readonly string[]> = {
  '4k': ['hevc', 'hevc', 'hevc', 'av1'],
  '1080': ['h264', 'h264', 'hevc', 'av1', 'vc1'],
  '720': ['h264', 'h264', 'hevc'],
  '480': ['mpeg2video', 'h264', 'mpeg4'],
  sd: ['mpeg4', 'h264'],
};
const AUDIO = [
  ['aac', 2],
  ['ac3', 6],
  ['eac3', 6],
  ['dca', 6],
  ['truehd', 8],
  ['opus', 2],
  ['flac', 2],
  ['mp3', 2],
] as const;
const GROUPS = ['TEAPOT', 'OTTER', 'KiTE', 'PLUM', 'fogbank', 'NINE'] as const;
const HDR = ['hdr10', 'hdr10', 'hlg', 'dolby-vision'] as const;

function containerOf(h: number, codec: string): string {
  if (codec === 'mpeg4') return 'avi';
  return chance(h, SALT.container, 22) ? 'mp4' : 'mkv';
}

function partOf(base: FileBase, id: number, file: string, sizeBytes: number, container: string): Part {
  const extension = file.slice(file.lastIndexOf('.'));
  return {
    id,
    key: `/library/parts/${id}/${1_500_000_000 + (base.h % 200_000_000)}/file${extension}`,
    file,
    sizeBytes,
    durationMs: base.durationMs,
    container,
    exists: undefined,
    deletedAt: undefined,
  };
}

function videoParts(base: FileBase, id: number, stem: string, container: string, bytes: number): Part[] {
  if (!chance(base.h, SALT.split, 1.5)) return [partOf(base, id * 4, `${stem}.${container}`, bytes, container)];
  // A film on two discs: one Media, two Parts; sizes add up.
  const first = Math.floor(bytes * 0.52);
  return [
    partOf(base, id * 4, `${stem} - pt1.${container}`, first, container),
    partOf(base, id * 4 + 1, `${stem} - pt2.${container}`, bytes - first, container),
  ];
}

function videoVersion(base: FileBase, h: number, number: number, quality: Quality): Media {
  const codec = pick(h, SALT.codec, CODECS[quality.resolution]);
  const container = containerOf(h, codec);
  const [audioCodec, channels] = pick(h, SALT.audio, AUDIO);
  const bitrateKbps = quality.lowKbps + Math.floor(unit(h, SALT.bitrate) ** 2 * (quality.highKbps - quality.lowKbps));
  const bytes = Math.floor((bitrateKbps * base.durationMs) / 8) + (h % 1_000_003);
  const wide = chance(h, SALT.aspect, 45);
  const id = base.ratingKey * 2 + number;
  const stem = `${base.folder}/${base.stem} - ${quality.label} ${codec}-${pick(h, SALT.group, GROUPS)}`;
  return {
    id,
    durationMs: base.durationMs,
    bitrateKbps,
    width: quality.width,
    height: wide ? Math.round(quality.width / 2.39) : quality.height,
    aspectRatio: wide ? 2.35 : 1.78,
    audioChannels: channels,
    audioCodec,
    audio: audioTracks(h),
    videoCodec: codec,
    videoResolution: quality.resolution,
    container,
    videoFrameRate: chance(h, SALT.fps, 80) ? '24p' : 'PAL',
    videoProfile: codec === 'hevc' ? 'main 10' : 'high',
    hdr: quality === UHD && chance(h, SALT.hdr, 65) ? pick(h, SALT.hdr + 50, HDR) : '',
    optimizedForStreaming: container === 'mp4' ? true : undefined,
    proxyType: undefined,
    target: undefined,
    title: undefined,
    deletedAt: undefined,
    parts: videoParts(base, id, stem, container, bytes),
  };
}

/** The second copy a collector keeps: small next to the big one. */
export function secondVersion(base: FileBase, first: Media): Media {
  return videoVersion(base, draw(base.h, SALT.versions + 50), 1, first.videoResolution === '4k' ? FULL_HD : HD);
}

/** A copy Plex made itself for mobile use; it must not count as a duplicate. */
export function optimizedVersion(base: FileBase, first: Media): Media {
  const copy = videoVersion(base, draw(base.h, SALT.versions + 51), 1, HD);
  const file = `${base.folder}/Plex Versions/Optimized for Mobile/${base.stem}.mp4`;
  const bytes = Math.floor((2_000 * first.durationMs) / 8);
  return {
    ...copy,
    container: 'mp4',
    videoCodec: 'h264',
    bitrateKbps: 2_000,
    optimizedForStreaming: true,
    proxyType: 42,
    target: 'Optimized for Mobile',
    title: 'Optimized for Mobile',
    parts: [partOf(base, copy.id * 4, file, bytes, 'mp4')],
  };
}

export function videoMedia(base: FileBase): Media[] {
  const first = videoVersion(base, base.h, 0, qualityOf(base.h));
  const roll = draw(base.h, SALT.versions) % 100;
  if (roll < 5) return [first, secondVersion(base, first)];
  if (roll < 6) return [first, optimizedVersion(base, first)];
  return [first];
}

export function audioMedia(base: FileBase): Media[] {
  const lossless = chance(base.h, SALT.codec, 55);
  const bitrateKbps = lossless ? between(base.h, SALT.bitrate, 700, 1_100) : 320;
  const container = lossless ? 'flac' : 'mp3';
  const id = base.ratingKey * 2;
  const bytes = Math.floor((bitrateKbps * base.durationMs) / 8);
  return [
    {
      id,
      durationMs: base.durationMs,
      bitrateKbps,
      width: 0,
      height: 0,
      aspectRatio: 0,
      audioChannels: 2,
      audioCodec: container,
      audio: [NO_LANGUAGE],
      videoCodec: '',
      videoResolution: '',
      container,
      videoFrameRate: '',
      videoProfile: '',
      hdr: '',
      optimizedForStreaming: undefined,
      proxyType: undefined,
      target: undefined,
      title: undefined,
      deletedAt: undefined,
      parts: [partOf(base, id * 4, `${base.folder}/${base.stem}.${container}`, bytes, container)],
    },
  ];
}
