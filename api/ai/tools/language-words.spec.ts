import { languageName, languageNamed } from './language-words';

it.each([
  ['German', 'de'],
  ['german', 'de'],
  ['Deutsch', 'de'],
  ['deu', 'de'],
  ['ger', 'de'],
  ['de-AT', 'de'],
  ['français', 'fr'],
  ['Französisch', 'fr'],
  ['french', 'fr'],
  ['日本語', 'ja'],
  ['japanisch', 'ja'],
  ['Русский', 'ru'],
  ['Norwegian', 'no'],
  ['Bokmål', null],
  ['norsk', 'no'],
  ['Mandarin', 'zh'],
  ['Kantonesisch', 'yue'],
  ['Schottisch', null],
  ['Elvish', null],
  ['qq', null],
  ['und', null],
  ['', null],
])('%s is %s', (word, code) => {
  expect(languageNamed(word)).toBe(code);
});

it('is named in English', () => {
  expect(['de', 'yue', 'no', 'fil'].map(languageName)).toEqual(['German', 'Cantonese', 'Norwegian', 'Filipino']);
});
