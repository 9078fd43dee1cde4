import { validateSync } from 'class-validator';
import * as fc from 'fast-check';
import { IsTime } from './is-time.decorator';

class Query {
  @IsTime()
  at: unknown;
}

const isTime = (at: unknown) => validateSync(Object.assign(new Query(), { at })).length === 0;

describe('a time that somebody names', () => {
  it.each(['2027-01-31T00:00:00Z', '2024-02-29T12:00:00.123+01:00', '1970-01-01T00:00:00+23:59'])('may be %s', (text) =>
    expect(isTime(text)).toBe(true),
  );

  it.each([
    ...['yesterday', '', null, 7, [], '2027-02-30T00:00:00Z', '2027-01-31', '2026-W01', '2027-01-31T00:00:00'],
    ...['2026-01-01T24:00:30Z', '2026-01-01T23:59:60Z', '0000-06-01T00:00:00Z', '0001-01-01T00:00:00+23:59'],
    ...['9999-12-31T23:59:59-01:00', '10000-01-01T00:00:00Z'],
  ])('is not %j', (text) => expect(isTime(text)).toBe(false));

  it('is read by JavaScript and PostgreSQL, whatever passes', () => {
    const two = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));
    const year = fc.integer({ min: 0, max: 9999 }).map((value) => String(value).padStart(4, '0'));
    const offset = fc.tuple(fc.constantFrom('+', '-'), two(24), two(60)).map(([s, h, m]) => `${s}${h}:${m}`);
    const day = fc.tuple(year, two(13), two(32)).map((parts) => parts.join('-'));
    const time = fc.tuple(two(25), two(61), two(61)).map((parts) => parts.join(':'));
    const text = fc.tuple(day, time, fc.oneof(fc.constant('Z'), offset)).map(([d, t, z]) => `${d}T${t}${z}`);
    const isRead = (one: string) => !isTime(one) || /^(?!0000)\d{4}-/.test(new Date(one).toISOString());
    fc.assert(fc.property(text, isRead), { seed: 8, numRuns: 5_000 });
  });
});
