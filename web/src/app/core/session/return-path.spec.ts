import {
  dropSetupCode,
  keepReturnPath,
  keepSetupCode,
  keptSetupCode,
  safeReturnPath,
  takeReturnPath,
} from './return-path';

afterEach(() => sessionStorage.clear());

test.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', '', null, undefined])(
  'does not lead to %s',
  (path) => {
    expect(safeReturnPath(path)).toBe('/');
  },
);

test('does not lead back to the sign-in page', () => {
  expect(safeReturnPath('/login?pin=1')).toBe('/');
  expect(safeReturnPath('/login')).toBe('/');
  expect(safeReturnPath('/logins')).toBe('/logins');
});

test('a path with its query survives the way over Plex, once', () => {
  keepReturnPath('/library?genre=Drama&sort=year');
  expect(takeReturnPath()).toBe('/library?genre=Drama&sort=year');
  expect(takeReturnPath()).toBe('/');
});

test('the set-up code is kept for this tab until it is used', () => {
  keepSetupCode('abc');
  expect(keptSetupCode()).toBe('abc');
  expect(keptSetupCode()).toBe('abc');
  dropSetupCode();
  expect(keptSetupCode()).toBeNull();
  expect(localStorage).toHaveLength(0);
});
