import type { AppConfig } from '../../infra/config';

/** Where Plex sends the browser afterwards. APP_URL may already hold BASE_PATH: both ways of writing it are common. */
export function forwardUrl(
  { appUrl, basePath }: Pick<AppConfig['http'], 'appUrl' | 'basePath'>,
  pinId: string,
): string {
  const base = basePath.slice(0, -1);
  return `${appUrl}${appUrl.endsWith(base) ? '' : base}/login?pin=${pinId}`;
}
