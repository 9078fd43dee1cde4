import { readSize } from './container.schema';

test.each([1e15, 2 ** 53, 1e300, -1, 0.5, '1e999', '99999999999999999999', null, [], {}])(
  'a reply that claims %p rows claims nothing',
  (value) => {
    expect(readSize(value)).toBeNull();
  },
);

test.each([0, 1, '200', 100_000_000])('a reply may claim %p rows', (value) => {
  expect(readSize(value)).toBe(Number(value));
});
