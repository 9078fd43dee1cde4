import { endWords } from './end-words';

test.each([
  ['complete', null, ''],
  ['partial', null, 'This answer is not whole.'],
  ['partial', 'cancelled', 'This answer was stopped.'],
  ['failed', 'cancelled', 'This answer was stopped.'],
  ['failed', 'ai-timeout', 'The language model took too long to answer.'],
  ['failed', 'made-up', 'No answer came.'],
  ['failed', null, 'No answer came.'],
] as const)('an answer that is %s with %s says “%s”', (state, code, words) => {
  expect(endWords(state, code)).toBe(words);
});
