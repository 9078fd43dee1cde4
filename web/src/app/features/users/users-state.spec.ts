import { isFiltered, readUsers, toUserQuery, writeUsers } from './users-state';

test('an address is read, and written back as it was', () => {
  const state = readUsers({ q: ' ben ', role: 'user', access: 'disabled' });
  expect(state).toEqual({ q: ' ben ', role: 'user', access: 'disabled' });
  expect(writeUsers(state)).toEqual({ q: ' ben ', role: 'user', access: 'disabled' });
  expect(toUserQuery(state)).toEqual({ q: 'ben', role: 'user', disabled: true });
});

test('what an address cannot mean shows everybody', () => {
  const state = readUsers({ role: 'owner', access: 'maybe' });
  expect(toUserQuery(state)).toEqual({});
  expect(isFiltered(state)).toBe(false);
  expect(writeUsers(state)).toEqual({ q: null, role: null, access: null });
});

test('active is the opposite of disabled', () => {
  expect(toUserQuery(readUsers({ access: 'active' }))).toEqual({ disabled: false });
});

test('a search is no longer than the API takes', () => {
  expect(readUsers({ q: 'x'.repeat(300) }).q).toHaveLength(200);
});
