import fc from 'fast-check';
import { foldText, foldWords, toSearchText, toSortKey } from './normalised-text';

describe('normalised text', () => {
  it.each([
    ['Amélie', 'amelie'],
    ['ÅNGSTRÖM', 'angstrom'],
    ['Straße', 'strasse'],
    ['Łódź', 'lodz'],
    ['İstanbul', 'istanbul'],
    ['ﬁn', 'fin'],
    ['①', '1'],
    ['한국', '한국'],
    ['Ёлка', 'елка'],
  ])('of %s is %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('keeps letters and digits of every script as words', () => {
    expect(foldWords("Spider-Man: 2099 — l'été, 東京!")).toBe('spider man 2099 l ete 東京');
    expect(foldWords('%_\\ !!!')).toBe('');
  });

  it('is the same however the characters are composed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => foldText(text.normalize('NFD')) === foldText(text.normalize('NFC')),
      ),
    );
  });

  it('never makes words that a LIKE pattern would read as wildcards', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[%_\\]/.test(foldWords(text))));
  });

  it('gives every title a sort key of 1 to 200 characters without half characters', () => {
    const titles = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(titles, (title) => {
        const key = toSortKey(title);
        return key.length > 0 && key.length <= 200 && !/\p{Surrogate}/u.test(key);
      }),
    );
  });

  it('searches title, original title and show, each once, in 400 characters', () => {
    expect(toSearchText('Pilot', 'Piloto', 'The Show')).toBe('pilot piloto the show');
    expect(toSearchText('Same', 'Same', 'Same')).toBe('same');
    expect(toSearchText('x'.repeat(500), null, null)).toHaveLength(400);
  });
});
