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

test.each([
  ...['=1+1', '+1', '-1', '@SUM(A1)', '|calc', '%0A', '\tx', '＝1+1', '＋1', '－1', '＠SUM(A1)'],
  ...[' =1', '\u00a0=1', '\u3000\u2003@x', '\ufeff=1', '\u0000=1', '\u200b=1', '\u202e=1'],
])('a title that begins like a formula is no formula: %j', (title) => {
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

test.each(['Alien', ' Alien', '1984', "'=1", 'a-b'])('other text stays as it is: %j', (title) => {
  expect(cells(title)).toBe(title);
});

test('numbers stay numbers, also negative ones', () => {
  expect(cells(-5, 0)).toBe('-5,0');
});
