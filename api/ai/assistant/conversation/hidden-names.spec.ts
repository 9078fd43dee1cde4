import { HiddenNames } from './hidden-names';

describe('names that are seen no more', () => {
  const names = new HiddenNames(['The Silver River', 'Home', 'River Song', '12'], ['River Song 3']);

  it.each([
    ['the silver river is nice', '… is nice'],
    ['Stay at home. See Home (1999).', 'Stay at home. See … (1999).'],
    ['River Song 3 is like River Song.', 'River Song 3 is like ….'],
    ['Silver rivers', 'Silver rivers'],
    ['Nothing', 'Nothing'],
  ])('are covered: %s', (text, covered) => {
    expect(names.cover(text)).toBe(covered);
    expect(names.areIn(text)).toBe(text !== covered);
  });

  it('are covered in texts, and not in what is none', () => {
    const step = { id: '12', itemId: '12', count: 12, said: [{ code: 'titles-alike', values: { title: 'Home' } }] };
    expect(names.coverAll(step)).toEqual({ ...step, said: [{ code: 'titles-alike', values: { title: '…' } }] });
  });
});
