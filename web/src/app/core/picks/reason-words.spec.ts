import type { Reason } from '../../api/types';
import { reasonWords } from './reason-words';

const reason = (given: Partial<Reason>): Reason => ({ kind: 'director', text: 'As the server says it', ...given });
const shared = { subject: 'Ada Stone', title: 'The Silver River' };

describe('the words of a reason', () => {
  it.each<[string, Partial<Reason>]>([
    ['finished', { count: 1, titleType: 'movie' }],
    ['finished 2 times', { count: 2, titleType: 'movie' }],
    ['begun', { count: 0, titleType: 'movie' }],
    ['1 episode finished', { count: 1, titleType: 'show' }],
    ['1,200 episodes finished', { count: 1200, titleType: 'show' }],
    ['rated 9 by you', { count: 2, userRating: 9, titleType: 'movie' }],
    ['rated 8.5 by you', { count: 0, userRating: 8.5, titleType: 'show' }],
    ['more of it was asked for', { count: 0, asked: true }],
  ])('name what is shared and what was done: %s', (deed, given) => {
    expect(reasonWords(reason({ ...shared, ...given }))).toBe(`Directed by Ada Stone, like The Silver River (${deed})`);
  });

  it('name the collection that is shared', () => {
    const given = {
      ...shared,
      kind: 'collection' as const,
      subject: 'The Silver Saga',
      count: 1,
      titleType: 'movie' as const,
    };
    expect(reasonWords(reason(given))).toBe('From the same collection as The Silver River: The Silver Saga (finished)');
  });

  it('give figures as they are', () => {
    expect(reasonWords(reason({ kind: 'rated', value: 8 }))).toBe('Rated 8.0');
    expect(reasonWords(reason({ kind: 'popular', count: 3 }))).toBe('3 people here finished it');
    expect(reasonWords(reason({ kind: 'new', count: 0 }))).toBe('Added today');
    expect(reasonWords(reason({ kind: 'new', count: 1 }))).toBe('Added yesterday');
    expect(reasonWords(reason({ kind: 'new', count: 2 }))).toBe('Added 2 days ago');
  });

  it('are the server’s where a kind is not known', () => {
    expect(reasonWords(reason({ kind: 'mood' as Reason['kind'] }))).toBe('As the server says it');
  });
});
