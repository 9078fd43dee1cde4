import { elsewhereOf } from './own-address';

const auth = (back: string): string =>
  `https://app.plex.tv/auth#?clientID=c&code=k&forwardUrl=${encodeURIComponent(back)}`;
const HOME = auth('http://localhost:3000/login?pin=p1');

test('a page under the address that Plex leads back to is where it should be', () => {
  expect(elsewhereOf(HOME, 'localhost', null, null)).toBeNull();
});

test('a page under another one is told where SmartPlex is, and takes along what was begun', () => {
  expect(elsewhereOf(HOME, '127.0.0.1', null, null)).toEqual({
    origin: 'http://localhost:3000',
    url: 'http://localhost:3000/login',
    authUrl: HOME,
  });
  expect(elsewhereOf(HOME, '127.0.0.1', null, '/library?q=a b')?.url).toBe(
    'http://localhost:3000/login?returnTo=%2Flibrary%3Fq%3Da+b',
  );
  expect(elsewhereOf(HOME, '127.0.0.1', 'a&b', '/setup')?.url).toBe('http://localhost:3000/setup?code=a%26b');
});

test('the path that SmartPlex lives under stays', () => {
  const below = auth('https://example.org/smartplex/login?pin=p1');
  expect(elsewhereOf(below, '10.0.0.2', null, null)?.url).toBe('https://example.org/smartplex/login');
});

test.each(['https://app.plex.tv/auth', auth('/login'), auth('javascript:alert(1)')])('%s tells of none', (url) => {
  expect(elsewhereOf(url, '127.0.0.1', null, null)).toBeNull();
});
