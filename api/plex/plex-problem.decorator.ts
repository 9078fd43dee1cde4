import { applyDecorators } from '@nestjs/common';
import { ApiProblem } from '../infra/problem';
import { BUSY_CODE, UPSTREAM_CODES } from './plex-problem.mapper';

/** Documents every code that a route answers when Plex fails it. */
export function ApiPlexProblems() {
  return applyDecorators(ApiProblem(502, ...UPSTREAM_CODES), ApiProblem(503, BUSY_CODE));
}
