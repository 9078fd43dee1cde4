import { refusalsOf } from './refusals';

test('what the server refuses is told at its field', () => {
  expect(refusalsOf([{ field: 'keySweepAt', message: 'must be a time of day' }])).toEqual(
    new Map([['keySweepAt', 'This value is refused: it must be a time of day.']]),
  );
});

test('a form has better words for what its fields take', () => {
  const wanted = { keySweepAt: 'Choose a time of day.' };
  expect(refusalsOf([{ field: 'keySweepAt', message: 'must be a time of day' }], wanted)).toEqual(
    new Map(Object.entries(wanted)),
  );
});
