import {
  asArray,
  asRows,
  cleanText,
  isServerPath,
  readCount,
  readDay,
  readEpoch,
  readFlag,
  readInteger,
  readLongText,
  readMoment,
  readNumber,
  readPositive,
  readServerPath,
  readText,
} from './readers';

describe('quirk: number as string / string as number / missing', () => {
  it.each([
    [12, 12],
    ['12', 12],
    [' 12.5 ', 12.5],
    ['', null],
    ['   ', null],
    [null, null],
    [undefined, null],
    [NaN, null],
    ['NaN', null],
    [Infinity, null],
    [true, null],
    [{}, null],
    ['twelve', null],
  ])('reads %p as the number %p', (value, expected) => {
    expect(readNumber(value)).toBe(expected);
  });

  it.each([
    [42, '42'],
    ['42', '42'],
    ['', null],
    [' ', null],
    [NaN, null],
    [null, null],
    [['42'], null],
  ])('reads %p as the text %p', (value, expected) => {
    expect(readText(value)).toBe(expected);
  });

  it('keeps whole numbers within what an integer column holds', () => {
    expect(readInteger('7.9')).toBe(7);
    expect(readInteger(-1)).toBe(-1);
    expect(readInteger(2_147_483_648)).toBeNull();
    expect(readInteger('-99999999999')).toBeNull();
    expect(readCount(-1)).toBeNull();
    expect(readCount('0')).toBe(0);
  });

  it('reads sizes beyond 2^31 and refuses zero, negative and inexact ones', () => {
    expect(readPositive('5368709120')).toBe(5_368_709_120);
    expect(readPositive(0)).toBeNull();
    expect(readPositive(-5)).toBeNull();
    expect(readPositive('92233720368547758070')).toBeNull();
  });
});

describe('quirk: boolean as true / 1 / "1" / absent', () => {
  it.each([true, 1, '1', 'true'])('reads %p as true', (value) => expect(readFlag(value)).toBe(true));
  it.each([false, 0, '0', 'false', '', null, undefined, 'yes'])('reads %p as false', (value) =>
    expect(readFlag(value)).toBe(false),
  );
});

describe('quirk: object where an array is expected, or missing array', () => {
  it('makes a list of whatever comes', () => {
    expect(asArray(undefined)).toEqual([]);
    expect(asArray(null)).toEqual([]);
    expect(asArray({ id: 1 })).toEqual([{ id: 1 }]);
    expect(asArray([1, 2])).toEqual([1, 2]);
  });

  it('leaves out what is no object where rows are expected', () => {
    expect(asRows([{ id: 1 }, null, 'x', [2]])).toEqual([{ id: 1 }]);
    expect(asRows({ id: 1 })).toEqual([{ id: 1 }]);
  });
});

describe('quirk: control characters or NUL in strings, lone surrogates', () => {
  it('drops NUL and C0 controls and replaces lone surrogates', () => {
    expect(readText('a\u0000b\u0007c\u007f')).toBe('abc');
    expect(readText('x\ud800y')).toBe('x\ufffdy');
    expect(readText('\u0000')).toBeNull();
  });

  it('keeps line breaks in long text and makes one line of the rest', () => {
    expect(readLongText('one\n\ttwo\u0000')).toBe('one\n\ttwo');
    expect(readText('one\r\n\ttwo')).toBe('one two');
  });
});

describe('quirk: emoji, RTL, combining characters', () => {
  it('composes to NFC and leaves the rest alone', () => {
    expect(cleanText('Ame\u0301lie')).toBe('Am\u00e9lie');
    expect(cleanText('\u1112\u1161\u11ab')).toBe('\ud55c');
    expect(cleanText('👩‍🚀 “שלום” — العربية')).toBe('👩‍🚀 “שלום” — العربية');
  });
});

describe('quirk: addedAt missing, 0, 1970 or years ahead', () => {
  it('reads epoch seconds within what dates hold', () => {
    expect(readEpoch(1_700_000_000)?.toISOString()).toBe('2023-11-14T22:13:20.000Z');
    expect(readEpoch('86400')?.toISOString()).toBe('1970-01-02T00:00:00.000Z');
    expect(readEpoch(4_102_444_800)?.getUTCFullYear()).toBe(2100);
    for (const value of [0, -1, undefined, '', 1_700_000_000_000]) expect(readEpoch(value)).toBeNull();
  });

  it('reads ISO times where plex.tv sends them', () => {
    expect(readMoment('2024-02-29T10:00:00Z')?.toISOString()).toBe('2024-02-29T10:00:00.000Z');
    expect(readMoment(1_700_000_000)?.getUTCFullYear()).toBe(2023);
    expect(readMoment('soon')).toBeNull();
  });
});

it('reads only days that the calendar has', () => {
  expect(readDay('1999-04-12')).toBe('1999-04-12');
  expect(readDay('2024-02-29 00:00:00')).toBe('2024-02-29');
  for (const day of [
    '2023-02-29',
    '1999-13-01',
    '1999-00-10',
    '1999-04-31',
    '0000-01-01',
    '1999-4-12',
    '1999',
    '',
    19990412,
  ]) {
    expect(readDay(day)).toBeNull();
  }
});

it('takes as a path on the server only what cannot lead anywhere else', () => {
  expect(isServerPath('/library/metadata/1/thumb/1700000000')).toBe(true);
  expect(readServerPath('/photo/:/transcode?width=10&url=%2Fx')).toBe('/photo/:/transcode?width=10&url=%2Fx');
  for (const path of ['//evil.example/x', 'http://evil.example/x', '/a\\b', '/a b', '/a\r\nHost: x', '', 'x']) {
    expect(isServerPath(path)).toBe(false);
  }
});
