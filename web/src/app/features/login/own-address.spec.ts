import { backToThisName, elsewhereOf } from './own-address';

const auth = (back: string): string =>
  `https://app.plex.tv/auth#?clientID=c&code=k&forwardUrl=${encodeURIComponent(back)}`;
const HOME = auth('http://nas:3000/login?pin=p1');

test('a page under the address that Plex leads back to is where it should be', () => {
  expect(elsewhereOf(HOME, 'nas', null, null)).toBeNull();
});

test('a page under another one is told where SmartPlex is, and takes along what was begun', () => {
  expect(elsewhereOf(HOME, '10.0.0.2', null, null)).toEqual({
    origin: 'http://nas:3000',
    url: 'http://nas:3000/login',
    authUrl: HOME,
  });
  expect(elsewhereOf(HOME, '10.0.0.2', null, '/library?q=a b')?.url).toBe(
    'http://nas:3000/login?returnTo=%2Flibrary%3Fq%3Da+b',
  );
  expect(elsewhereOf(HOME, '10.0.0.2', 'a&b', '/setup')?.url).toBe('http://nas:3000/setup?code=a%26b');
});

test('the path that SmartPlex lives under stays', () => {
  const below = auth('https://example.org/smartplex/login?pin=p1');
  expect(elsewhereOf(below, '10.0.0.2', null, null)?.url).toBe('https://example.org/smartplex/login');
});

test.each(['https://app.plex.tv/auth', auth('/login'), auth('javascript:alert(1)')])('%s tells of none', (url) => {
  expect(elsewhereOf(url, '127.0.0.1', null, null)).toBeNull();
});

test.each([
  ['http://localhost:3000', 'http://127.0.0.1:3000'],
  ['http://127.0.0.1:3000', 'http://localhost:8080'],
  ['http://localhost:3000', 'http://[::1]:3000'],
])('Plex leads back to the name of this machine that was typed: not %s but %s', (appUrl, typed) => {
  const { hostname, origin } = new URL(typed);
  const authUrl = backToThisName(auth(`${appUrl}/smartplex/login?pin=p1`), { hostname, origin });
  expect(authUrl).toBe(auth(`${typed}/smartplex/login?pin=p1`));
  expect(elsewhereOf(authUrl, hostname, null, null)).toBeNull();
});

test.each([
  ['https://example.org', 'http://127.0.0.1:3000'],
  ['http://localhost:3000', 'http://10.0.0.2:3000'],
  ['http://localhost:3000', 'http://127.0.0.1.example.org'],
])('it leads to %s for a page at %s, which is another machine', (appUrl, typed) => {
  const authUrl = auth(`${appUrl}/login?pin=p1`);
  expect(backToThisName(authUrl, new URL(typed))).toBe(authUrl);
});
