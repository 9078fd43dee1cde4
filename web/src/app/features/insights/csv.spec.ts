import { toCsv } from './csv';

const cells = (...row: (string | number | null)[]) => toCsv(['a'], [row]).split('\r\n')[1];

test('begins with a byte order mark and ends each line as RFC 4180 says', () => {
  expect(
    toCsv(
      ['title', 'bytes'],
      [
        ['Alien', 12],
        ['Brazil', null],
      ],
    ),
  ).toBe('\uFEFFtitle,bytes\r\nAlien,12\r\nBrazil,\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('a title that begins like a formula is no formula: %j', (title) => {
  expect(cells(title)).toBe(`'${title}`);
});

test('a carriage return at the beginning is neutralised and quoted', () => {
  expect(toCsv(['a'], [['\r=1']])).toBe('\uFEFFa\r\n"\'\r=1"\r\n');
});

test('what would break a line or a cell is quoted', () => {
  expect(cells('say "no", twice')).toBe('"say ""no"", twice"');
  expect(toCsv(['a'], [['one\ntwo']])).toContain('"one\ntwo"');
  expect(cells('=HYPERLINK("http://x","y")')).toBe(`"'=HYPERLINK(""http://x"",""y"")"`);
});

test('numbers stay numbers, also negative ones', () => {
  expect(cells(-5, 0)).toBe('-5,0');
});
