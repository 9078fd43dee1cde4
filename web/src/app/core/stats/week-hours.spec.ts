import { busiestHour, hourWords, weekOf, zoneWords } from './week-hours';

const at = (weekday: number, hour: number, plays = 1) => ({ weekday, hour, plays });
const found = (week: ReturnType<typeof weekOf>) =>
  week.flatMap(({ name, hours }) => hours.flatMap((plays, hour) => (plays ? [[name, hour, plays]] : [])));

test('the week begins on Monday and ends with Sunday', () => {
  const week = weekOf([], 0);
  expect([week.length, week[0].name, week[6].name, week[6].hours.length]).toEqual([7, 'Monday', 'Sunday', 24]);
});

test('hours move with the reader’s clock, over midnight and over the end of the week', () => {
  expect(found(weekOf([at(5, 20, 3)], 0))).toEqual([['Friday', 20, 3]]);
  expect(found(weekOf([at(5, 23)], 120))).toEqual([['Saturday', 1, 1]]);
  expect(found(weekOf([at(6, 23)], 60))).toEqual([['Sunday', 0, 1]]);
  expect(found(weekOf([at(0, 2)], -300))).toEqual([['Saturday', 21, 1]]);
});

test('no play is lost on the way, whatever the clock', () => {
  const hours = Array.from({ length: 168 }, (_, i) => at(Math.floor(i / 24), i % 24, i));
  for (const ahead of [-720, -210, 0, 345, 840])
    expect(weekOf(hours, ahead).reduce((sum, day) => sum + day.hours.reduce((a, b) => a + b), 0)).toBe(14_028);
});

test('the busiest hour, and none where nothing was watched', () => {
  expect(busiestHour(weekOf([at(2, 8, 4), at(5, 20, 9)], 0))).toEqual({ name: 'Friday', hour: 20, plays: 9 });
  expect(busiestHour(weekOf([], 0))).toBeNull();
});

test('zones and hours in words', () => {
  expect([0, 60, -210, 345].map(zoneWords)).toEqual(['UTC', 'UTC+1', 'UTC−3:30', 'UTC+5:45']);
  expect([hourWords(9), hourWords(23)]).toEqual(['09:00 to 10:00', '23:00 to 00:00']);
});
