import { forDraws, type Draws } from '../../testing/draws';
import { AppConfig } from './app-config';
import { ConfigurationError, readEnvironment } from './environment';
import { portalUrl } from './portal-url';

const HOSTS = ['home', 'smart', 'home.example', '192.168.1.9', '[fd12::5]', 'localhost', 'xn--bcher-kva.example'];
const SEGMENTS = ['smart', 'a', 'home.example', 'plex-1', '..', '.', 'a.b', '_'];

const path = (draws: Draws) => Array.from({ length: draws.below(3) }, () => `/${draws.of(SEGMENTS)}`).join('');

/** Of settings that the start takes; null where it refuses them. */
function settings(draws: Draws) {
  const origin = `${draws.of(['http', 'https'])}://${draws.of(HOSTS)}${draws.of(['', '', ':3000', ':8443'])}`;
  const basePath = path(draws) + draws.of(['', '/']) || '/';
  const held = draws.of(['', '/', basePath, path(draws), '?next=//evil.example', '#x']);
  try {
    const { http } = new AppConfig(readEnvironment({ APP_URL: origin + held, BASE_PATH: basePath }), '');
    return { origin: new URL(origin).origin, ...http };
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return null;
  }
}

describe('for any APP_URL and BASE_PATH that the start takes, the address of the portal', () => {
  it('is on that host, ends with the whole base path, and holds no more than paths', () =>
    forDraws(5_000, (draws) => {
      const http = settings(draws);
      if (http === null) return;
      const url = portalUrl(http);
      const { origin, pathname, search, hash, href } = new URL(url);
      expect({ origin, search, hash, href }).toEqual({ origin: http.origin, search: '', hash: '', href: url });
      expect(pathname.endsWith(http.basePath)).toBe(true);
      expect(pathname).not.toContain('//');
    }));
});
