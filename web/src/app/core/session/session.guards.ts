import { inject } from '@angular/core';
import { type CanActivateFn, type GuardResult, Router } from '@angular/router';
import { keepSetupCode } from './return-path';
import { SessionStore } from './session-store';

/** Pages for people who are signed in; an administrator finishes the set-up first. */
export const signedInGuard: CanActivateFn = (_route, state) => {
  const session = inject(SessionStore);
  const router = inject(Router);
  return orNothing(async () => {
    const user = await session.load();
    if (!user) return router.createUrlTree(['/login'], { queryParams: { returnTo: state.url } });
    if (user.role === 'admin' && (await session.setupNeeded())) return router.createUrlTree(['/setup']);
    return true;
  });
};

/** Pages for administrators; for others they do not exist. */
export const adminGuard: CanActivateFn = () => {
  const session = inject(SessionStore);
  const router = inject(Router);
  return orNothing(async () =>
    (await session.load())?.role === 'admin' ? true : router.createUrlTree(['/not-found']),
  );
};

/** The set-up. The code of the start URL moves from the address bar into this tab's memory. */
export const setupGuard: CanActivateFn = (route, state) => {
  const session = inject(SessionStore);
  const router = inject(Router);
  return orNothing(async () => {
    const code = route.queryParamMap.get('code');
    if (code) keepSetupCode(code);
    const user = await session.load();
    if (!user) return router.createUrlTree(['/login'], { queryParams: { returnTo: '/setup' } });
    if (user.role !== 'admin') return router.createUrlTree(['/']);
    return state.url.includes('code=') ? router.createUrlTree(['/setup']) : true;
  });
};

/** When the server cannot be asked, nothing is decided: the root shows why and asks again. */
async function orNothing(decide: () => Promise<GuardResult>): Promise<GuardResult> {
  try {
    return await decide();
  } catch {
    return false;
  }
}
