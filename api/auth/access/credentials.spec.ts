import { readCredentials } from './credentials';
import { newOpaqueToken } from './opaque-token';

const token = newOpaqueToken();
const read = (headers: Record<string, string>) => readCredentials({ headers });

test('a request without cookie and header says nothing', () => {
  expect(read({})).toEqual({ kind: 'none' });
  expect(read({ cookie: 'other=1; sp_session=' })).toEqual({ kind: 'none' });
});

test('the session cookie is found among others', () => {
  expect(read({ cookie: `a=b; sp_session=${token}; c=d` })).toEqual({ kind: 'session', token });
  expect(read({ cookie: `not_sp_session=x; sp_session=${token}` })).toEqual({ kind: 'session', token });
});

test('the first of two session cookies counts', () => {
  expect(read({ cookie: `sp_session=${token}; sp_session=${newOpaqueToken()}` })).toEqual({ kind: 'session', token });
});

test('an API key wins over a session cookie', () => {
  expect(read({ authorization: `Bearer sp_${token}`, cookie: `sp_session=${newOpaqueToken()}` })).toEqual({
    kind: 'api-key',
    token: `sp_${token}`,
  });
});

test.each([
  '',
  'Bearer',
  'Bearer x',
  `Bearer ${token}`,
  `Basic sp_${token}`,
  `Bearer sp_${token}x`,
  `Bearer sp_${token} sp_${token}`,
])('the header %j is refused even beside a good cookie', (authorization) => {
  expect(read({ authorization, cookie: `sp_session=${token}` })).toEqual({ kind: 'malformed' });
});

test('a cookie that no session can have is refused without asking the database', () => {
  expect(read({ cookie: "sp_session=' OR 1=1" })).toEqual({ kind: 'malformed' });
});
