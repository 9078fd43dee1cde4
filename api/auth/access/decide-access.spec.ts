import { SCOPES, type AccessRule, type Principal, type Role, type Scope } from '../../common';
import { decideAccess } from './decide-access';

const user = (role: Role): Principal => ({ kind: 'user', userId: 'u', plexAccountId: '1', role, sessionId: 's' });
const key = (...scopes: Scope[]): Principal => ({
  kind: 'api-key',
  apiKeyId: 'k',
  userId: 'u',
  plexAccountId: '1',
  role: 'admin',
  scopes,
});
const rule = (role: Role, scope?: Scope): AccessRule => ({ public: false, role, scope });

test('a route without a rule is closed to everybody, administrators included', () => {
  expect(decideAccess(undefined, user('admin'))).toBe('forbidden');
  expect(decideAccess(undefined, key('admin'))).toBe('forbidden');
  expect(decideAccess(undefined, undefined)).toBe('forbidden');
});

test('a public route is open to everybody', () => {
  expect(decideAccess({ public: true }, undefined)).toBe('allowed');
});

test.each(['admin', 'user'] as const)('nobody passes a route for the role %s without credentials', (role) => {
  expect(decideAccess(rule(role, 'admin'), undefined)).toBe('unauthenticated');
});

test.each([
  ['admin', 'admin', 'allowed'],
  ['admin', 'user', 'allowed'],
  ['user', 'user', 'allowed'],
  ['user', 'admin', 'forbidden'],
] as const)('a session of role %s at a route for %s is %s', (has, needs, decision) => {
  expect(decideAccess(rule(needs), user(has))).toBe(decision);
  expect(decideAccess(rule(needs, 'library:read'), user(has))).toBe(decision);
});

test.each(SCOPES)('a key with scope %s never passes a route that names no scope', (scope) => {
  expect(decideAccess(rule('user'), key(scope))).toBe('forbidden');
  expect(decideAccess(rule('admin'), key(scope))).toBe('forbidden');
});

test.each(SCOPES.flatMap((has) => SCOPES.map((needs) => [has, needs] as const)))(
  'a key with scope %s at a route with scope %s passes only by the same scope or admin',
  (has, needs) => {
    const expected = has === needs || has === 'admin' ? 'allowed' : 'forbidden';
    expect(decideAccess(rule('admin', needs), key(has))).toBe(expected);
    expect(decideAccess(rule('user', needs), key(has))).toBe(expected);
  },
);
