import type { AppConfig } from './app-config';

/** Public address of the portal, ending in a slash. APP_URL may already hold BASE_PATH: both ways of writing it are common. */
export function portalUrl({ appUrl, basePath }: Pick<AppConfig['http'], 'appUrl' | 'basePath'>): string {
  const base = basePath.slice(0, -1);
  return `${appUrl}${new URL(appUrl).pathname.endsWith(base) ? '' : base}/`;
}
