import type { Media, Part } from '../catalog/item';
import type { RowContext } from './item-row';
import type { Writer } from './writer';

const TRANSFER = { hdr10: 'smpte2084', 'dolby-vision': 'smpte2084', hlg: 'arib-std-b67' } as const;
const LANGUAGES = [
  ['English', 'eng'],
  ['Deutsch', 'deu'],
  ['Français', 'fra'],
  ['日本語', 'jpn'],
  ['Español', 'spa'],
] as const;

/** An item with `Media: []` is a quirk of its own: the list is there and empty. */
export function writeMedia(w: Writer, media: readonly Media[], context: RowContext): void {
  if (media.length === 0) {
    w.emptyList('Media');
    return;
  }
  w.list('Media', media.length);
  for (const version of media) writeVersion(w, version, context);
  w.endList();
}

function writeVersion(w: Writer, media: Media, context: RowContext): void {
  w.open('Media');
  w.attr('id', media.id);
  w.attr('duration', media.durationMs);
  w.attr('bitrate', media.bitrateKbps);
  if (media.width > 0) writePicture(w, media);
  w.attr('audioChannels', media.audioChannels);
  w.attr('audioCodec', media.audioCodec);
  w.attr('container', media.container);
  w.attr('optimizedForStreaming', media.optimizedForStreaming);
  w.attr('has64bitOffsets', media.container === 'mp4' ? true : undefined);
  w.attr('hasVoiceActivity', media.width > 0 ? false : undefined);
  w.attr('proxyType', media.proxyType);
  w.attr('target', media.target);
  w.attr('title', media.title);
  w.attr('deletedAt', media.deletedAt);
  if (media.parts !== undefined) {
    w.list('Part', media.parts.length);
    for (const part of media.parts) writePart(w, part, media, context);
    w.endList();
  }
  w.close('Media');
}

function writePicture(w: Writer, media: Media): void {
  w.attr('width', media.width);
  w.attr('height', media.height);
  w.attr('aspectRatio', media.aspectRatio);
  w.attr('videoCodec', media.videoCodec);
  w.attr('videoResolution', media.videoResolution);
  w.attr('videoFrameRate', media.videoFrameRate);
  w.attr('videoProfile', media.videoProfile);
}

function writePart(w: Writer, part: Part, media: Media, context: RowContext): void {
  w.open('Part');
  w.attr('id', part.id);
  w.attr('key', part.key);
  w.attr('duration', part.durationMs);
  w.attr('file', part.file);
  w.attr('size', part.sizeBytes);
  w.attr('container', part.container);
  if (media.width > 0) w.attr('videoProfile', media.videoProfile);
  writeFileState(w, part, context);
  w.attr('deletedAt', part.deletedAt);
  w.attr('decision', context.partDecision);
  if (context.detail) writeStreams(w, part, media);
  w.close('Part');
}

/** Whether the file is there is only told when the server looked, or when it already knows it is gone. */
function writeFileState(w: Writer, part: Part, { checkFiles, detail }: RowContext): void {
  const gone = part.deletedAt !== undefined || part.exists === false;
  if (!checkFiles && !detail && !gone) return;
  w.attr('exists', !gone);
  w.attr('accessible', !gone);
}

function writeStreams(w: Writer, part: Part, media: Media): void {
  const video = media.width > 0;
  const subtitles = video ? part.id % 3 : 0;
  const pictures = video ? 1 : 0;
  w.list('Stream', pictures + media.audio.length + subtitles);
  if (video) writeVideoStream(w, part, media);
  for (let i = 0; i < media.audio.length; i++) writeAudioStream(w, part, media, pictures, i);
  for (let i = 0; i < subtitles; i++) writeSubtitle(w, part, i, pictures + media.audio.length);
  w.endList();
}

function writeVideoStream(w: Writer, part: Part, media: Media): void {
  w.open('Stream');
  w.attr('id', part.id * 10);
  w.attr('streamType', 1);
  w.attr('default', true);
  w.attr('codec', media.videoCodec);
  w.attr('index', 0);
  w.attr('bitrate', Math.round(media.bitrateKbps * 0.9));
  w.attr('width', media.width);
  w.attr('height', media.height);
  w.attr('bitDepth', media.hdr === '' ? 8 : 10);
  w.attr('colorPrimaries', media.hdr === '' ? 'bt709' : 'bt2020');
  w.attr('colorSpace', media.hdr === '' ? 'bt709' : 'bt2020nc');
  w.attr('colorTrc', media.hdr === '' ? 'bt709' : TRANSFER[media.hdr]);
  if (media.hdr === 'dolby-vision') {
    w.attr('DOVIPresent', true);
    w.attr('DOVIProfile', 8);
  }
  w.attr('frameRate', media.videoFrameRate === 'PAL' ? 25 : 23.976);
  w.attr('profile', media.videoProfile);
  w.attr(
    'displayTitle',
    `${media.videoResolution}${media.hdr === '' ? '' : ' HDR'} (${media.videoCodec.toUpperCase()})`,
  );
  w.close('Stream');
}

function writeAudioStream(w: Writer, part: Part, media: Media, pictures: number, i: number): void {
  const { language, languageCode, languageTag } = media.audio[i];
  w.open('Stream');
  w.attr('id', part.id * 10 + 1 + i);
  w.attr('streamType', 2);
  w.attr('selected', i === 0 ? true : undefined);
  w.attr('default', i === 0 ? true : undefined);
  w.attr('codec', media.audioCodec);
  w.attr('index', pictures + i);
  w.attr('channels', media.audioChannels);
  w.attr('language', language || undefined);
  w.attr('languageTag', languageTag || undefined);
  w.attr('languageCode', languageCode || undefined);
  w.attr('samplingRate', 48_000);
  w.attr('displayTitle', `${language || 'Unknown'} (${media.audioCodec.toUpperCase()})`);
  w.close('Stream');
}

function writeSubtitle(w: Writer, part: Part, i: number, first: number): void {
  const [language, code] = LANGUAGES[(part.id + i + 1) % LANGUAGES.length];
  w.open('Stream');
  w.attr('id', part.id * 10 + 3 + i);
  w.attr('streamType', 3);
  w.attr('codec', 'srt');
  w.attr('index', first + i);
  w.attr('language', language);
  w.attr('languageCode', code);
  w.attr('displayTitle', `${language} (SRT)`);
  w.close('Stream');
}
