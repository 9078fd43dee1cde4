import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordsOfCode } from './problem-words';

const openapi = readFileSync(join(__dirname, '../../../../openapi.json'), 'utf8');
const codes = [...new Set([...openapi.matchAll(/"code":\s*"([a-z-]+)"/g)].map(([, code]) => code))].sort();

test('the contract names its codes', () => {
  expect(codes).toContain('validation-failed');
  expect(codes.length).toBeGreaterThan(30);
});

test.each(codes)('%s has words in the language of the reader', (code) => {
  expect(wordsOfCode(code)).toMatch(/\.$/);
});

test.each(['made-up', 'constructor', 'toString'])('%s is no code', (code) => {
  expect(wordsOfCode(code)).toBeUndefined();
});

test('a refused sign-in is not told to be linked again before there is a new one', () => {
  expect(wordsOfCode('plex-unauthorized')).toMatch(/Sign in with Plex again.*, then link/);
});
