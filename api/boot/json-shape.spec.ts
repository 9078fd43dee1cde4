import { breachIn } from './json-shape';

const LIMITS = { values: 1_000, levels: 32 };
const look = (text: string) => breachIn(Buffer.from(text), LIMITS);

/** What the parser makes of it, counted afterwards. */
function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + 1 + valuesIn(inner), 0);
}

describe('the look at JSON before it is parsed', () => {
  it('ends at the bracket that is one too many, however many follow', () => {
    expect(look('['.repeat(1_400_000))).toEqual({ kind: 'too-deep', at: 32 });
    expect(look('{"a":'.repeat(200_000))).toEqual({ kind: 'too-deep', at: 160 });
  });

  it('ends at the value that is one too many', () => {
    expect(look(`[${'1,'.repeat(700_000)}`)).toEqual({ kind: 'too-many', at: 2_000 });
    expect(look('[],'.repeat(400_000))).toEqual({ kind: 'too-many', at: 3 * 1_001 - 1 });
  });

  it('takes 32 levels and 1,000 values', () => {
    expect(look(`${'['.repeat(32)}${']'.repeat(32)}`)).toBeNull();
    expect(look(JSON.stringify(Array(1_000).fill([])))).toBeNull();
    expect(look(JSON.stringify(Array(1_001).fill([])))).toMatchObject({ kind: 'too-many' });
  });

  it.each([
    '{}',
    '[]',
    ' [ ] ',
    '[1]',
    '[[],[{}],{"a":[ ]}]',
    '{"a":{"b":[1,2,{"c":null}]},"d":"x"}',
    '["[[[[",",,,,","\\"[,","\\\\",",\\\\\\"]"]',
    '{"[\\"{":"}\\\\","\\u0022,":[true,"\\ud83c\\udfac,é🎬["]}',
    '\t{\r\n"a" : [ 1 ,\n2 ] }',
  ])('counts %s as it is', (text) => {
    const values = valuesIn(JSON.parse(text));
    expect(breachIn(Buffer.from(text), { values, levels: 32 })).toBeNull();
    if (values > 0) expect(breachIn(Buffer.from(text), { values: values - 1, levels: 32 })?.kind).toBe('too-many');
  });

  it('leaves what is no JSON to the parser', () => {
    for (const text of ['', '"', '"\\', ']]]]', '{"a', 'true', '\u0000']) expect(look(text)).toBeNull();
  });
});
