import { answerToForeignError } from './known-errors';
import { answerOf, type Answer } from './problem';
import type { ProblemMappers } from './problem-mappers';

/** What a caller is told about any error. */
export function answerTo(error: unknown, mappers: ProblemMappers): Answer {
  const known = mappers.toDomainError(error);
  return known ? answerOf(known) : answerToForeignError(error);
}
