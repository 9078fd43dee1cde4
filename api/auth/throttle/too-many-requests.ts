import { DomainError } from '../../common';

export function tooManyRequests(retryAfterSeconds: number): DomainError {
  return new DomainError('too-many-requests', 'too-many-requests', 'Too many requests: wait a moment.', {
    retryAfterSeconds,
  });
}
