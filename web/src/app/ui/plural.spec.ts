import { plural } from './plural';

describe('plural', () => {
  it('chooses the sentence that the number asks for', () => {
    expect([0, 1, 2, 1000].map((count) => plural(count, 'one', 'other'))).toEqual(['other', 'one', 'other', 'other']);
  });
});
