import { readPeriod, readWhose, writePeriod, writeWhose } from './stats-state';

test('an address that means nothing shows the usual period', () => {
  expect(['90d', 'all', '2d', '', '__proto__', undefined].map(readPeriod)).toEqual([
    '90d',
    'all',
    '30d',
    '30d',
    '30d',
    '30d',
  ]);
});

test('the whole server is for administrators, whatever the address says', () => {
  expect([readWhose('server', true), readWhose('server', false), readWhose(undefined, true)]).toEqual([
    'server',
    'me',
    'me',
  ]);
});

test('the usual is not written, so that its address is short', () => {
  expect([writePeriod('30d'), writePeriod('1y')]).toEqual([{ period: null }, { period: '1y' }]);
  expect([writeWhose('me'), writeWhose('server')]).toEqual([{ of: null }, { of: 'server' }]);
});
