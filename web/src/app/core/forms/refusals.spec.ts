import { refusalsOf } from './refusals';

test('what the server refuses is told at its field, in the words of the portal', () => {
  const errors = [
    { field: 'name', message: 'must be longer' },
    { field: 'other', message: 'must be a number' },
  ];
  expect(refusalsOf(errors, { name: 'Give it a longer name.' })).toEqual(
    new Map([
      ['name', 'Give it a longer name.'],
      ['other', 'This value is refused.'],
    ]),
  );
});
