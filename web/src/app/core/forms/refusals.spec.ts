import { refusalsOf } from './refusals';

test('what the server refuses is told at its field', () => {
  expect(refusalsOf([{ field: 'keySweepAt', message: 'must be a time of day' }])).toEqual(
    new Map([['keySweepAt', 'It must be a time of day.']]),
  );
});
