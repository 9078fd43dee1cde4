import { csvLine } from './csv';

describe('a line of CSV', () => {
  it('quotes what holds commas, quotes or line ends, and leaves the unknown empty', () => {
    expect(csvLine(['plain', 'a, b', 'say "x"', 'two\r\nlines', 7, true, null])).toBe(
      'plain,"a, b","say ""x""","two\r\nlines",7,true,\r\n',
    );
  });

  it.each([
    ...['=1+1', '+1', '-1', '@SUM(A1)', '|calc', '%0A', '\tx', '\rx', '\nx'],
    ...['＝1+1', '＋1', '－1', '＠SUM(A1)'],
    ...[' =1', '\u00a0=1', '\u3000\u2003@x', '\ufeff=1', '\u0000=1', '\u200b=1', '\u202e=1', '\n\u00a0＝1'],
  ])('keeps %j from being run as a formula', (cell) => {
    expect(csvLine([cell]).replace(/^"/, '')).toMatch(/^'/);
  });

  it('leaves numbers below zero alone', () => {
    expect(csvLine([-1])).toBe('-1\r\n');
  });

  it.each(['Alien', ' Alien', '1984', "'=1", '\u00a0x=1', 'a-b'])('leaves %j as it is', (cell) => {
    expect(csvLine([cell])).toBe(`${cell}\r\n`);
  });
});
