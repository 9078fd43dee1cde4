import { type Command, matching } from './command';

const command = (label: string, note = '', words = ''): Command => ({
  id: label,
  label,
  note,
  words,
  icon: 'home',
  run: () => undefined,
});
const commands = [
  command('Start sync of Attic', 'Action'),
  command('Sync', 'Page'),
  command('Theme: dark', 'Action', 'night'),
  command('Über uns', 'Library'),
];
const found = (text: string) => matching(commands, text).map(({ label }) => label);

test('nothing typed means everything, in its order', () => {
  expect(found('  ')).toEqual(['Start sync of Attic', 'Sync', 'Theme: dark', 'Über uns']);
});

test('what begins with the text comes first', () => {
  expect(found('sync')).toEqual(['Sync', 'Start sync of Attic']);
});

test('each word begins a word, in any order, without case and accents', () => {
  expect(found('att st')).toEqual(['Start sync of Attic']);
  expect(found('NIGHT')).toEqual(['Theme: dark']);
  expect(found('uber')).toEqual(['Über uns']);
  expect(found('ync')).toEqual([]);
});

test('signs alone mean nothing in particular', () => {
  expect(found('<b>*')).toEqual([]);
  expect(found('...')).toHaveLength(commands.length);
});
