import type { HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { tap } from 'rxjs';
import { Problem } from '../../api/problem';
import { SessionStore } from './session-store';

/** Notices when the session ends while a page is open. */
export const signedOutInterceptor: HttpInterceptorFn = (request, next) => {
  const session = inject(SessionStore);
  return next(request).pipe(
    tap({
      error: (error: unknown) => {
        if (Problem.from(error).status === 401) session.endedByServer();
      },
    }),
  );
};
