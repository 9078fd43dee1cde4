export interface Elsewhere {
  /** Of SmartPlex as APP_URL says it, to be read. */
  origin: string;
  /** The page there that goes on with what was begun here. */
  url: string;
  authUrl: string;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Where Plex would lead the browser back to, if that is not the host of this page: cookies do not go from one host to
 * another. Null where it is, or where the page of Plex does not tell.
 */
export function elsewhereOf(
  authUrl: string,
  hostname: string,
  setupCode: string | null,
  returnTo: string | null,
): Elsewhere | null {
  const back = forwardUrlOf(authUrl);
  if (!back || back.hostname === hostname) return null;
  const url = new URL(setupCode === null ? 'login' : 'setup', back);
  if (setupCode !== null) url.searchParams.set('code', setupCode);
  else if (returnTo !== null) url.searchParams.set('returnTo', returnTo);
  return { origin: back.origin, url: url.href, authUrl };
}

/** One machine has several names for itself: Plex leads back to the one that was typed. */
export function backToThisName(authUrl: string, { hostname, origin }: Pick<Location, 'hostname' | 'origin'>): string {
  const back = forwardUrlOf(authUrl);
  if (!back || ![back.hostname, hostname].every((name) => LOOPBACK.test(name))) return authUrl;
  const here = encodeURIComponent(origin + back.pathname + back.search);
  return authUrl.replace(/(?<=[?&]forwardUrl=)[^&]*/, here);
}

function forwardUrlOf(authUrl: string): URL | null {
  const told = new URLSearchParams(new URL(authUrl).hash.replace(/^#\??/, '')).get('forwardUrl');
  const back = told !== null && URL.canParse(told) ? new URL(told) : null;
  return back && /^https?:$/.test(back.protocol) ? back : null;
}
