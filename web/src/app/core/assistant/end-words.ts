import type { MessageState } from '../../api/assistant.types';
import { wordsOfCode } from '../../api/problem-words';

/** Of an answer whose reader hung up. */
export const STOPPED = 'cancelled';

/** Why an answer is not complete; empty where it is. */
export function endWords(state: MessageState, errorCode: string | null): string {
  if (state === 'complete') return '';
  if (errorCode === STOPPED) return $localize`This answer was stopped.`;
  if (state === 'partial') return $localize`This answer is not whole.`;
  return (errorCode === null ? undefined : wordsOfCode(errorCode)) ?? $localize`No answer came.`;
}
