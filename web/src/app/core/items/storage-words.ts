import type { BytesPerHour, StorageBy } from '../../api/types';
import { formatCount } from '../../ui/format';
import { TYPE_WORDS, resolutionWord } from './item-words';

/** Of the switch: what storage is split by; the word of the API for a way that is new. */
export function splitWord(by: StorageBy): string {
  const words: Record<StorageBy, () => string> = {
    section: () => $localize`Library`,
    show: () => $localize`Show`,
    resolution: () => $localize`Resolution`,
    videoCodec: () => $localize`Video codec`,
    container: () => $localize`Container`,
    decade: () => $localize`Decade`,
    type: () => $localize`Kind`,
    bytesPerHour: () => $localize`Size per watched hour`,
  };
  return Object.hasOwn(words, by) ? words[by]() : by;
}

/** A group in the reader's language; what Plex named keeps its name. */
export function groupName(by: StorageBy, key: string, label: string): string {
  if (by === 'bytesPerHour') return perHourName(key as BytesPerHour);
  if (key === 'unknown') return $localize`Unknown`;
  if (by === 'type') return TYPE_WORDS[key as keyof typeof TYPE_WORDS]?.many ?? label;
  if (by === 'resolution') return resolutionWord(key);
  if (by === 'decade') return $localize`${key}:decade:s`;
  if (by === 'show' && key === 'none') return $localize`Not part of a show`;
  return label;
}

function perHourName(key: BytesPerHour): string {
  if (key === 'never') return $localize`Never watched`;
  if (key === 'unknown') return $localize`Unknown`;
  const [from, to] = key.split('-').map((part) => (part === '' ? null : formatCount(Number(part))));
  if (to === null) return $localize`${from}:from: GB an hour and more`;
  return from === '0' ? $localize`Under ${to}:to: GB an hour` : $localize`${from}:from: to ${to}:to: GB an hour`;
}
