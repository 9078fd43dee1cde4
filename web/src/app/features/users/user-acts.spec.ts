import type { Session, User } from '../../api/types';
import { askAboutAccess, askAboutAllSessions, askAboutSession, saidOf } from './user-acts';

const ben = { displayName: 'Ben' };

test('disabling names the effect, and enabling needs no question', () => {
  expect(askAboutAccess(ben, { disabled: true }, false)?.text).toContain(
    'Ben is signed out everywhere at once and cannot sign in until you enable',
  );
  expect(askAboutAccess(ben, { disabled: false }, false)).toBeNull();
});

test('nobody locks himself out without having read so', () => {
  expect(askAboutAccess(ben, { disabled: true }, true)?.text).toContain(
    'You are signed out everywhere at once, here too',
  );
  expect(askAboutAccess(ben, { role: 'user' }, true)?.text).toContain('You cannot take it back yourself');
  expect(askAboutAllSessions(ben, true).text).toContain('this one too');
  expect(askAboutSession(ben, { current: true, userAgent: '' } as Session).text).toContain(
    'the one that you are using',
  );
});

test('only what takes something away looks dangerous', () => {
  expect(askAboutAccess(ben, { role: 'admin' }, false)?.danger).toBeFalsy();
  expect(askAboutAccess(ben, { role: 'user' }, false)?.danger).toBe(true);
});

test('what was done is told as it is now', () => {
  const user = { displayName: 'Ben', role: 'admin', disabled: true } as User;
  expect(saidOf(user, { disabled: true })).toBe('Ben is disabled.');
  expect(saidOf({ ...user, disabled: false }, { disabled: false })).toBe('Ben can sign in again.');
  expect(saidOf(user, { role: 'admin' })).toBe('Ben is an administrator now.');
});
