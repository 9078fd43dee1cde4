import { forDraws } from '../../testing/draws';
import { forwardUrl } from './forward-url';

test('for any host, base path and PIN, Plex sends the browser to our sign-in page and nowhere else', () =>
  forDraws(3_000, (draws) => {
    const host = draws.of(['home', 'smart', 'home.example', '192.168.1.9:3000', '[fd12::5]']);
    const basePath = draws.of(['/', '/smart/', '/a/b/', '/home.example/']);
    const appUrl = `http://${host}${draws.of(['', basePath.slice(0, -1)])}`;
    const pinId = String(draws.below(2 ** 48));
    const url = new URL(forwardUrl({ appUrl, basePath }, pinId));
    expect(url.href).toBe(`http://${host}${basePath}login?pin=${pinId}`);
  }));
