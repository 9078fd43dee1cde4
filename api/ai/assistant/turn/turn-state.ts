import type { UserPrincipal } from '../../../common';
import type { ChatReply, ChatUsage } from '../../provider/chat';
import type { Said } from '../../said/said';
import type { Tool } from '../../tools/tool';
import type { StoredStep } from '../conversation/message';
import type { Ground } from '../grounding/check';
import type { GroundedWriter } from '../grounding/grounded-writer';
import type { Allowance } from '../usage/allowance';

/** One question on its way to an answer. */
export interface TurnState {
  user: UserPrincipal;
  question: string;
  allowance: Allowance;
  ground: Ground;
  tools: readonly Tool[];
  writer: GroundedWriter;
  /** Told to the person as soon as a tool has answered. */
  onStep: (step: StoredStep) => void;
  /** Aborts when nobody wants the answer any more. */
  signal: AbortSignal;
  /** As `performance.now()`. */
  deadline: number;
  /** Of earlier turns: ids of tools are not given twice in one conversation. */
  stepsBefore: readonly StoredStep[];
  steps: StoredStep[];
  /** What is said of results, by its English. */
  caveats: Map<string, Said[]>;
  usage: ChatUsage;
  /** The tokens of this turn are used up, or the model did not come to its end. */
  stoppedBy: 'limit' | ChatReply['stoppedBy'];
}

export function timeLeft({ deadline }: TurnState): number {
  return Math.max(0, Math.round(deadline - performance.now()));
}
