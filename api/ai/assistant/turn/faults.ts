import { DomainError } from '../../../common';
import type { ChatError, ChatFault } from '../../provider/chat';

type Told = Exclude<ChatFault, 'aborted'>;

const PROBLEMS: Record<Told, [code: string, detail: string]> = {
  unreachable: ['ai-unreachable', 'The AI provider cannot be reached.'],
  'address-denied': ['ai-unreachable', 'The address of the AI provider is not allowed.'],
  tls: ['ai-unreachable', 'A secure connection to the AI provider cannot be made.'],
  timeout: ['ai-timeout', 'The AI provider took too long to answer.'],
  unauthorized: ['ai-unauthorized', 'The AI provider refuses the key.'],
  'unknown-model': ['ai-unknown-model', 'The AI provider does not know the model.'],
  'rate-limited': ['ai-rate-limited', 'The AI provider asks to slow down.'],
  'no-credit': ['ai-no-credit', 'The account at the AI provider has no credit left.'],
  'server-error': ['ai-server-error', 'The AI provider failed while it answered.'],
  malformed: ['ai-malformed', 'The AI provider sent what cannot be read.'],
  cut: ['ai-cut', 'The connection to the AI provider ended in the middle of the answer.'],
  'no-tools': ['ai-malformed', 'The AI provider refuses the question.'],
};

/** What a caller is told of a provider that did not answer whole. */
export function problemOfFault({ fault, retryAfterSeconds, cause }: ChatError): DomainError {
  const [code, detail] = PROBLEMS[fault as Told] ?? PROBLEMS.cut;
  return new DomainError('upstream-unavailable', code, detail, {
    cause,
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
  });
}
