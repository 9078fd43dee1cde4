export interface Elsewhere {
  /** Of SmartPlex as APP_URL says it, to be read. */
  origin: string;
  /** The page there that goes on with what was begun here. */
  url: string;
  authUrl: string;
}

/**
 * Where Plex would lead the browser back to, if that is not the host of this page: cookies do not go from one host to
 * another, not even from 127.0.0.1 to localhost. Null where it is, or where the page of Plex does not tell.
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

function forwardUrlOf(authUrl: string): URL | null {
  const told = new URLSearchParams(new URL(authUrl).hash.replace(/^#\??/, '')).get('forwardUrl');
  const back = told !== null && URL.canParse(told) ? new URL(told) : null;
  return back && /^https?:$/.test(back.protocol) ? back : null;
}
