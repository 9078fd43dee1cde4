import {
  HttpClient,
  HttpContext,
  HttpContextToken,
  HttpErrorResponse,
  type HttpInterceptorFn,
  type HttpRequest,
  HttpXsrfTokenExtractor,
} from '@angular/common/http';
import { inject } from '@angular/core';
import { type Observable, catchError, from, map, of, switchMap, throwError, timeout } from 'rxjs';
import { apiPath } from './base-path';
import { Problem, fetchWords, hasWords } from './problem';

/** No request of the portal hangs: an answer takes at most this long. */
const REQUEST_TIMEOUT_MS = new HttpContextToken(() => 20_000);
const PATIENT_TIMEOUT_MS = 90_000;
const WORDS_PATIENCE_MS = 2_000;

const XSRF_HEADER = 'X-XSRF-TOKEN';
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** For what takes its time by nature: a model that loads first, a file that is put together. */
export function patiently(): HttpContext {
  return new HttpContext().set(REQUEST_TIMEOUT_MS, PATIENT_TIMEOUT_MS);
}

/** Gives every request an end, and every failure one shape. */
export const problemInterceptor: HttpInterceptorFn = (request, next) =>
  next(request).pipe(
    timeout(request.context.get(REQUEST_TIMEOUT_MS)),
    catchError((error: unknown) =>
      wantsMore(error)
        ? from(inWords(error)).pipe(switchMap((known) => throwError(() => Problem.from(known))))
        : throwError(() => Problem.from(error)),
    ),
  );

/**
 * An answer that comes as a file, or before the words for it. Nobody reads any when the first question, who is signed
 * in, is answered with nobody: the page asks for a sign-in by itself.
 */
function wantsMore(error: unknown): error is HttpErrorResponse {
  if (!(error instanceof HttpErrorResponse) || error.status === 0) return false;
  return error.error instanceof Blob || (!isNobody(error) && !hasWords());
}

function isNobody({ status, url }: HttpErrorResponse): boolean {
  return status === 401 && url !== null && url.endsWith(apiPath('/auth/session'));
}

async function inWords({ error, headers, status, statusText }: HttpErrorResponse): Promise<HttpErrorResponse> {
  // Without our words the API's are there; a server in trouble may not hand ours out.
  if (!hasWords()) await Promise.race([fetchWords().catch(() => undefined), patience()]);
  const body: unknown = error instanceof Blob ? await error.text() : error;
  return new HttpErrorResponse({ error: body, headers, status, statusText });
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, WORDS_PATIENCE_MS));
}

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
