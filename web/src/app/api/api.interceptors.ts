import { type HttpInterceptorFn, type HttpRequest, HttpClient, HttpXsrfTokenExtractor } from '@angular/common/http';
import { inject } from '@angular/core';
import { type Observable, catchError, map, of, switchMap, throwError, timeout } from 'rxjs';
import { apiPath } from './base-path';
import { Problem } from './problem';

/** No request of the portal hangs: an answer takes at most this long. */
const REQUEST_TIMEOUT_MS = 20_000;

const XSRF_HEADER = 'X-XSRF-TOKEN';
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** Gives every request an end, and every failure one shape. */
export const problemInterceptor: HttpInterceptorFn = (request, next) =>
  next(request).pipe(
    timeout(REQUEST_TIMEOUT_MS),
    catchError((error: unknown) => throwError(() => Problem.from(error))),
  );

/**
 * An unsafe request needs the XSRF cookie's value back. Page loads set the cookie; where it is gone, or no
 * longer fits the session, a new one is fetched once.
 */
export const csrfInterceptor: HttpInterceptorFn = (request, next) => {
  if (SAFE.includes(request.method)) return next(request);
  const tokens = inject(HttpXsrfTokenExtractor);
  const http = inject(HttpClient);
  const fetched = (): Observable<unknown> => http.get(apiPath('/auth/csrf'));
  const withToken = (): HttpRequest<unknown> =>
    request.clone({ setHeaders: { [XSRF_HEADER]: tokens.getToken() ?? '' } });
  const ready = tokens.getToken() === null ? fetched().pipe(map(withToken)) : of(withToken());
  return ready.pipe(
    switchMap((prepared) => next(prepared)),
    catchError((error: unknown) => {
      if (Problem.from(error).code !== 'csrf-token-invalid') return throwError(() => error);
      return fetched().pipe(switchMap(() => next(withToken())));
    }),
  );
};
