import { Catch, HttpException, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { reportFault } from '../telemetry';
import { answerTo } from './answer-to';
import { GIVEN_UP, PROBLEM_CONTENT_TYPE, problemOf } from './problem';
import { ProblemMappers } from './problem-mappers';

/** The one place where errors become answers. Internals go to the log, under the same request id. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly mappers: ProblemMappers,
    @InjectPinoLogger(ProblemFilter.name) private readonly logger: PinoLogger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request & { id?: string }>();
    const response = host.switchToHttp().getResponse<Response>();
    if (response.locals[GIVEN_UP] === true) {
      // Whatever went on meanwhile has found its answer gone: nobody waits for it, and nothing is wrong with it.
      this.logger.debug({ err: error }, 'Request failed after its answer was given up');
      return;
    }
    const answer = answerTo(error, this.mappers);
    // For the line of the request in the log.
    response.locals.problemCode = answer.code;
    if (answer.status >= 500) this.logger.error({ err: error, code: answer.code }, 'Request failed');
    else this.logger.debug({ err: tellable(error), code: answer.code }, 'Request refused');
    if (answer.code === 'internal') reportFault(error, { requestId: request.id });
    if (response.headersSent) {
      // Half an answer is out: only a broken connection still tells that it is not whole.
      response.destroy();
      return;
    }
    const retryAfter = answer.retryAfterSeconds;
    if (retryAfter !== undefined && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', retryAfter);
    if (answer.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    // Those of the file that was to be sent.
    for (const name of ['ETag', 'Content-Encoding']) response.removeHeader(name);
    response
      .status(answer.status)
      .set('Cache-Control', 'no-store')
      .type(PROBLEM_CONTENT_TYPE)
      .send(JSON.stringify(problemOf(answer, request.id ?? '')));
  }
}

/** Those of the framework quote the address or body that was sent, and say no more than their code. */
function tellable(error: unknown): unknown {
  return error instanceof HttpException ? undefined : error;
}
