import fc from 'fast-check';
import { SeenItems } from './seen-items';

describe('seen items', () => {
  it('know exactly what was added, also after being stored', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200_000 })),
        fc.integer({ min: 1, max: 200_000 }),
        (added, other) => {
          const seen = new SeenItems();
          for (const id of added) seen.add(String(id));
          const stored = SeenItems.from(seen.toBuffer());
          const distinct = new Set(added);
          for (const items of [seen, stored]) {
            expect(items.size).toBe(distinct.size);
            expect(added.every((id) => items.has(String(id)))).toBe(true);
            expect(items.has(String(other))).toBe(distinct.has(other));
          }
        },
      ),
    );
  });

  it('go on growing after they were read back', () => {
    const seen = SeenItems.from(new SeenItems().toBuffer());
    seen.add('1000000');
    seen.add('1000000');
    expect([seen.size, seen.has('1000000'), seen.has('999999')]).toEqual([1, true, false]);
  });

  it('take one bit for each id', () => {
    const seen = new SeenItems();
    for (let id = 1; id <= 100_000; id++) seen.add(String(id));
    expect(seen.toBuffer().length).toBe(12_501);
  });

  it('do not change with the buffer that they were read from', () => {
    const buffer = Buffer.from([0b10]);
    const seen = SeenItems.from(buffer);
    buffer[0] = 0;
    expect(seen.has('1')).toBe(true);
  });
});
