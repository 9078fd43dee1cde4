import { portalUrl, type AppConfig } from '../../infra/config';

/** Where Plex sends the browser afterwards. */
export function forwardUrl(http: Pick<AppConfig['http'], 'appUrl' | 'basePath'>, pinId: string): string {
  return `${portalUrl(http)}login?pin=${pinId}`;
}
