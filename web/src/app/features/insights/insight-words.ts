import type { BytesPerHour, DuplicateKind, QualityIssue, StorageBy, UnwatchedState } from '../../api/types';
import { TYPE_WORDS, resolutionWord } from '../../core/items/item-words';
import { formatCount } from '../../ui/format';

/** Of the switch: what storage is split by. */
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
  return words[by]();
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

export function kindWord(kind: DuplicateKind): string {
  const words: Record<DuplicateKind, () => string> = {
    versions: () => $localize`Several versions`,
    sameTitle: () => $localize`Same title twice`,
    servers: () => $localize`On several servers`,
  };
  return words[kind]();
}

export function unwatchedWord(state: UnwatchedState): string {
  const words: Record<UnwatchedState, () => string> = {
    never: () => $localize`Never watched`,
    idle: () => $localize`Idle`,
    unknown: () => $localize`Unknown`,
  };
  return words[state]();
}

export function issueWord(issue: QualityIssue): string {
  const words: Record<QualityIssue, () => string> = {
    lowBitrate: () => $localize`Low bitrate`,
    oldCodec: () => $localize`Old codec`,
    missingFile: () => $localize`Missing file`,
    missingIds: () => $localize`Missing ids`,
  };
  return words[issue]();
}
