import { CSV_BOM, csvLine } from './csv';

describe('a line of CSV', () => {
  it('quotes what holds commas, quotes or line ends, and leaves the unknown empty', () => {
    expect(csvLine(['plain', 'a, b', 'say "x"', 'two\r\nlines', 7, true, null])).toBe(
      'plain,"a, b","say ""x""","two\r\nlines",7,true,\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('keeps %j from being run as a formula', (cell) => {
    expect(csvLine([cell]).replace(/^"/, '')).toMatch(/^'/);
  });

  it('leaves numbers below zero alone', () => {
    expect(csvLine([-1])).toBe('-1\r\n');
  });

  it('begins a file with a mark of UTF-8', () => {
    expect(Buffer.from(CSV_BOM).toString('hex')).toBe('efbbbf');
  });
});
