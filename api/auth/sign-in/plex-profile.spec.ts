import type { PlexUser } from '../../plex';
import { toUserProfile } from './plex-profile';

const nobody: PlexUser = {
  id: '42',
  uuid: null,
  username: null,
  friendlyName: null,
  title: '42',
  email: null,
  thumb: null,
};
const profile = (fields: Partial<PlexUser>) => toUserProfile({ ...nobody, ...fields });

test('a full account keeps its name, address and picture', () => {
  expect(
    profile({ username: 'marta', title: 'Marta T', email: 'm@example.org', thumb: 'https://plex.tv/u/1' }),
  ).toEqual({
    plexAccountId: '42',
    username: 'marta',
    displayName: 'Marta T',
    email: 'm@example.org',
    avatarUrl: 'https://plex.tv/u/1',
  });
});

test('a managed user without name and address is shown by title', () => {
  expect(profile({ username: '', email: '', title: 'Kid' })).toMatchObject({
    username: '',
    displayName: 'Kid',
    email: null,
  });
});

test('an account without any name is shown by its number', () => {
  expect(profile({ username: ' ' }).displayName).toBe('Plex user 42');
});

test.each(['javascript:alert(1)', 'data:text/html,x', '/relative', ''])(
  'the picture address %j is dropped',
  (thumb) => {
    expect(profile({ thumb }).avatarUrl).toBeNull();
  },
);
