import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { catchError, mergeMap, type Observable } from 'rxjs';
import { SignInThrottle } from '../throttle/sign-in-throttle';
import { tellRateLimit } from '../throttle/rate-headers';

/** Sign-in has a limit of its own, which is reached long before that of all routes: it is the one to tell. */
@Injectable()
export class SignInRateInterceptor implements NestInterceptor {
  constructor(private readonly throttle: SignInThrottle) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const { ip = '' } = http.getRequest<Request>();
    const tell = async () => tellRateLimit(http.getResponse<Response>(), await this.throttle.left(ip));
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        await tell();
        return answer;
      }),
      catchError(async (error: unknown) => {
        await tell();
        throw error;
      }),
    );
  }
}
