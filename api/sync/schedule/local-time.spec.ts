import { addDays, dayIn, timeIn, weekdayOf } from './local-time';

const at = (zone: string, day: string, time: string) => {
  const [year, month, date] = day.split('-').map(Number);
  return timeIn(zone, { year, month, day: date }, time).toISOString();
};

it.each([
  ['UTC', '2026-11-25', '03:30', '2026-11-25T03:30:00.000Z'],
  ['Europe/Berlin', '2026-07-01', '00:05', '2026-06-30T22:05:00.000Z'],
  ['America/New_York', '2026-01-31', '23:59', '2026-02-01T04:59:00.000Z'],
  ['Asia/Kathmandu', '2026-05-05', '12:00', '2026-05-05T06:15:00.000Z'],
  ['Australia/Lord_Howe', '2026-12-31', '00:00', '2026-12-30T13:00:00.000Z'],
  ['Pacific/Kiritimati', '2026-01-01', '00:00', '2025-12-31T10:00:00.000Z'],
])('in %s %s %s is %s', (zone, day, time, expected) => {
  expect(at(zone, day, time)).toBe(expected);
});

it('takes the first of a time that comes twice', () => {
  expect(at('Europe/Berlin', '2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z');
  expect(at('America/New_York', '2026-11-01', '01:15')).toBe('2026-11-01T05:15:00.000Z');
});

it('takes a later one for a time that is left out', () => {
  expect(at('Europe/Berlin', '2026-03-29', '02:30')).toBe('2026-03-29T01:30:00.000Z');
  // Clocks go from 23:59 to 01:00 here.
  expect(at('Africa/Cairo', '2026-04-24', '00:30')).toBe('2026-04-23T22:30:00.000Z');
});

it('knows the day of each place, its neighbours and its weekday', () => {
  const moment = new Date('2026-12-31T23:30:00Z');
  expect(dayIn('Asia/Tokyo', moment)).toEqual({ year: 2027, month: 1, day: 1 });
  expect(dayIn('America/New_York', moment)).toEqual({ year: 2026, month: 12, day: 31 });
  expect(addDays({ year: 2028, month: 2, day: 28 }, 2)).toEqual({ year: 2028, month: 3, day: 1 });
  expect(weekdayOf({ year: 2026, month: 11, day: 29 })).toBe(0);
});
