import type { ItemCard, NowPlaying } from '../../api/types';
import { partWords, progressWords, viewerWords } from './playing-words';

const player: NowPlaying['player'] = { name: null, product: null, platform: null, local: null };
const viewer = { userId: null, displayName: 'Ben' };

test('who watches and on what, as far as Plex tells', () => {
  expect(viewerWords({ viewer, player: { ...player, name: 'Living room', product: 'Plex' } })).toBe(
    '\u2068Ben\u2069, on \u2068Living room\u2069',
  );
  expect(viewerWords({ viewer: { userId: null, displayName: null }, player })).toBe(
    '\u2068Somebody\u2069, on an unknown device',
  );
});

test('an episode is told under its show, also where no library has it', () => {
  const item = { type: 'episode', index: 3, parentIndex: 1 } as ItemCard;
  expect(partWords({ item, title: 'The Tide', grandparentTitle: 'Harbour' })).toBe('S1 · E3 · \u2068The Tide\u2069');
  expect(partWords({ item: null, title: 'The Tide', grandparentTitle: 'Harbour' })).toBe('The Tide');
  expect(partWords({ item: null, title: 'Harbour', grandparentTitle: null })).toBe('');
});

test('how far, also where the length is unknown', () => {
  expect(progressWords({ offsetMs: 720_000, durationMs: 2_700_000 })).toBe('12 min of 45 min');
  expect(progressWords({ offsetMs: 720_000, durationMs: null })).toBe('12 min of an unknown length');
});
