import { OPAQUE_TOKEN, equalsInConstantTime, hashToken, newOpaqueToken } from './opaque-token';

test('a token carries 256 random bits as 43 characters that need no escaping', () => {
  const tokens = Array.from({ length: 100 }, newOpaqueToken);
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) {
    expect(token).toMatch(OPAQUE_TOKEN);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  }
});

test('the stored hash is 32 bytes and differs from token to token', () => {
  expect(hashToken('a')).toHaveLength(32);
  expect(hashToken('a').equals(hashToken('b'))).toBe(false);
});

test.each([
  ['same', 'same', true],
  ['same', 'Same', false],
  ['short', 'shorter', false],
  ['', 'x', false],
])('comparing %j with %j answers %s', (left, right, equal) => {
  expect(equalsInConstantTime(left, right)).toBe(equal);
});
