import { inject } from '@angular/core';
import { type ActivatedRouteSnapshot, type CanActivateFn, type GuardResult, Router } from '@angular/router';
import { keepSetupCode } from './return-path';
import { SessionStore } from './session-store';

/** Pages for people who are signed in; an administrator finishes the set-up first. */
export const signedInGuard: CanActivateFn = (route, state) => {
  fetchPages(route);
  const session = inject(SessionStore);
  const router = inject(Router);
  return orNothing(async () => {
    const needed = session.setupNeeded();
    // Its failure counts only where the answer does.
    needed.catch(() => undefined);
    const user = await session.load();
    if (!user) return router.createUrlTree(['/login'], { queryParams: { returnTo: state.url } });
    if (user.role === 'admin' && (await needed)) return router.createUrlTree(['/setup']);
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
    if (!user) return router.createUrlTree(['/login'], { queryParams: { returnTo: code ? '/setup' : state.url } });
    if (user.role !== 'admin') return router.createUrlTree(['/']);
    return state.url.includes('code=') ? router.createUrlTree(['/setup']) : true;
  });
};

/** The files of a page come while the server is asked who wants to see it. */
function fetchPages(route: ActivatedRouteSnapshot): void {
  for (let each: ActivatedRouteSnapshot | null = route; each; each = each.firstChild) {
    // What does not come here is asked for, and told, by the router.
    Promise.resolve(each.routeConfig?.loadComponent?.()).catch(() => undefined);
  }
}

/** When the server cannot be asked, nothing is decided: the root shows why and asks again. */
async function orNothing(decide: () => Promise<GuardResult>): Promise<GuardResult> {
  try {
    return await decide();
  } catch {
    return false;
  }
}
