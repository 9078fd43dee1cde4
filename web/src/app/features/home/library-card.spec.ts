import type { Section } from '../../api/types';
import { cardsOf } from './library-card';

const films = { id: '1', title: 'Films', type: 'movie', serverId: 'a', serverName: 'Attic', itemCount: 3 } as Section;

test('libraries of several servers tell which is whose, those of one server do not', () => {
  const cellar = { ...films, id: '2', serverId: 'b', serverName: 'Cellar' };
  expect(cardsOf([films, cellar])?.map(({ title, server }) => [title, server])).toEqual([
    ['Films', 'Attic'],
    ['Films', 'Cellar'],
  ]);
  expect(cardsOf([films, { ...films, id: '3' }])?.map(({ server }) => server)).toEqual(['', '']);
});

test('what is not known yet is no card', () => {
  expect(cardsOf(null)).toBeUndefined();
});

test('a library that was never synced has no count', () => {
  expect(cardsOf([films])?.[0]).toMatchObject({ count: 'unknown', facts: 'Not synced yet' });
});
