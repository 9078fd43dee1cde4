import type { DuplicateKind, QualityIssue, UnwatchedState } from '../../api/types';

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
