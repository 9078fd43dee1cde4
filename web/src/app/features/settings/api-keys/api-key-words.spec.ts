import { expiresAt, faultsOf, scopeNames } from './api-key-words';

const now = Date.parse('2026-11-26T12:00:00Z');
const form = { name: 'Dashboard', scopes: ['library:read'] as const, expiry: '90' as const, day: '' };

test('a key ends so many days from now, at the end of a day, or never', () => {
  expect(expiresAt('30', '', now)).toBe('2026-12-26T12:00:00.000Z');
  expect(expiresAt('day', '2027-01-31', now)).toBe(new Date('2027-01-31T23:59:59').toISOString());
  expect(expiresAt('never', '', now)).toBeUndefined();
});

test('a whole form has no fault', () => {
  expect(faultsOf(form, now).size).toBe(0);
});

test.each([
  [{ ...form, name: '  ' }, 'name'],
  [{ ...form, scopes: [] }, 'scopes'],
  [{ ...form, expiry: 'day' as const }, 'expiresAt'],
  [{ ...form, expiry: 'day' as const, day: '2020-01-01' }, 'expiresAt'],
])('what is wrong is told at its field', (wrong, field) => {
  expect([...faultsOf(wrong, now).keys()]).toEqual([field]);
});

test('every scope is explained', () => {
  expect(
    scopeNames()
      .map(({ scope }) => scope)
      .sort(),
  ).toEqual(['admin', 'ai:use', 'insights:read', 'library:read', 'sync:read', 'sync:write'].sort());
});
