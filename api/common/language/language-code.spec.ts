import { languageCode } from './language-code';

it.each([
  ['de', 'de'],
  ['deu', 'de'],
  ['ger', 'de'],
  ['GER', 'de'],
  ['de-DE', 'de'],
  ['pt_BR', 'pt'],
  ['fre', 'fr'],
  ['fra', 'fr'],
  ['chi', 'zh'],
  ['cmn', 'zh'],
  ['nob', 'no'],
  ['yue', 'yue'],
])('%s is %s', (tag, code) => {
  expect(languageCode(tag)).toBe(code);
});

it.each(['', 'und', 'zxx', 'mul', 'd', 'german', 'Deutsch', 'de-', '<b>', '日本語', 'x'.repeat(300)])(
  '“%s” names no language',
  (tag) => {
    expect(languageCode(tag)).toBeNull();
  },
);
