import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { catchError, from, map, mergeMap, throwError, type Observable } from 'rxjs';
import { AUDITED_ACT, type AuditAction, type RequestWithPrincipal } from '../../common';
import { currentRequestId } from '../logging';
import { answerTo, ProblemMappers } from '../problem';
import { Act, duringAct } from './act';
import type { AuditEnd } from './audit-entry.repository';
import { AuditLog } from './audit-log';

/**
 * Writes audited calls down, before they are done and again afterwards. What cannot be written down is not done.
 * Callers whom a guard turns away do nothing and leave no entry.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly log: AuditLog,
    private readonly mappers: ProblemMappers,
    @InjectPinoLogger(AuditInterceptor.name) private readonly logger: PinoLogger,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const action = this.reflector.get<AuditAction | undefined>(AUDITED_ACT, context.getHandler());
    if (!action) return next.handle();
    const request = context.switchToHttp().getRequest<Request & RequestWithPrincipal>();
    const { id } = request.params;
    const act = new Act(action, typeof id === 'string' ? id : null);
    const entryId = await this.log.begin(act, request.principal, originOf(request));
    return duringAct(act, () => next.handle()).pipe(
      mergeMap((answer) => from(this.end(entryId, act, DONE)).pipe(map(() => answer))),
      catchError((error: unknown) =>
        from(this.end(entryId, act, this.endBy(error))).pipe(mergeMap(() => throwError(() => error))),
      ),
    );
  }

  private endBy(error: unknown): AuditEnd {
    const { status, code } = answerTo(error, this.mappers);
    return { outcome: status >= 500 ? 'failed' : 'refused', errorCode: code };
  }

  /** The act is over, whatever becomes of its entry: that stays "unknown" when the database is away by now. */
  private async end(id: string, act: Act, end: AuditEnd): Promise<void> {
    await this.log.complete(id, act, end).catch((error: unknown) => {
      this.logger.error({ err: error, action: act.action, outcome: end.outcome }, 'An audit entry stays unfinished');
    });
  }
}

const DONE: AuditEnd = { outcome: 'done', errorCode: null };

function originOf(request: Request) {
  return {
    address: request.ip ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    requestId: currentRequestId(),
  };
}
