import { suggestedQuestions } from './suggested-questions';

it('asks only about what there is', () => {
  const all = suggestedQuestions({ genres: ['Drama', 'Comedy'], movies: true, shows: true, isAdmin: true });
  expect(all).toHaveLength(4);
  expect(all[0]).toBe('Unwatched Drama films under 2 hours');
  expect(suggestedQuestions({ genres: [], movies: false, shows: true, isAdmin: false })).toEqual([
    'Which series were added this month?',
  ]);
  expect(suggestedQuestions({ genres: [], movies: false, shows: false, isAdmin: false })).toEqual([]);
});
