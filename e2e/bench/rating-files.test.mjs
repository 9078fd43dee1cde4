import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inventRatings } from './invented-ratings.mjs';
import { GENRES, readRatings, UnfitRatings } from './rating-files.mjs';

const whole = inventRatings(GENRES);
const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** @param damage gives what the files hold instead; null: no such file */
function folderWith(damage = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'smartplex-ratings-'));
  folders.push(folder);
  for (const [name, text] of Object.entries({ ...whole, ...damage }))
    if (text !== null) writeFileSync(join(folder, name), text);
  return folder;
}

const firstLines = (text, count) => text.split('\n').slice(0, count).join('\n');

test('whole files are read', () => {
  const { films, cases } = readRatings(folderWith());
  assert.equal(films.size, 1200);
  assert.equal(cases.length, 600);
  const ratings = whole['u.data'].trim().split('\n').length;
  assert.equal(
    cases.reduce((sum, { history }) => sum + history.length + 1, 0),
    ratings,
  );
});

test('line ends of Windows are none of the fields', () => {
  const windows = Object.fromEntries(
    Object.entries(whole).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]),
  );
  assert.deepEqual(readRatings(folderWith(windows)), readRatings(folderWith()));
});

const damaged = [
  ['no such folder', () => join(tmpdir(), 'smartplex-no-such-folder'), /no u\.item to read .*ENOENT/],
  ['a file in place of the folder', () => join(folderWith(), 'u.data'), /no u\.item to read .*ENOTDIR/],
  ['no films', () => folderWith({ 'u.item': null }), /no u\.item to read/],
  ['no ratings', () => folderWith({ 'u.data': null }), /no u\.data to read/],
  ['an empty file of films', () => folderWith({ 'u.item': '' }), /u\.item .* is empty/],
  ['an empty file of ratings', () => folderWith({ 'u.data': '\n' }), /u\.data .* is empty/],
  ['commas', () => folderWith({ 'u.data': whole['u.data'].replaceAll('\t', ',') }), /u\.data, line 1: .*tabs/],
  ['double colons', () => folderWith({ 'u.data': whole['u.data'].replaceAll('\t', '::') }), /u\.data, line 1: .*tabs/],
  [
    'films of another layout',
    () => folderWith({ 'u.item': '1::Toy Story (1995)::Comedy\n' }),
    /u\.item, line 1: .*24 f/,
  ],
  ['films cut short', () => folderWith({ 'u.item': firstLines(whole['u.item'], 400) }), /not among the 400 of u\.item/],
  ['a film cut in its line', () => folderWith({ 'u.item': whole['u.item'].slice(0, -4) }), /u\.item, line 1200/],
  ['a film twice', () => folderWith({ 'u.item': `${whole['u.item']}\n${firstLines(whole['u.item'], 1)}` }), /twice/],
  ['hardly anybody', () => folderWith({ 'u.data': firstLines(whole['u.data'], 6) }), /fewer than 10/],
];

for (const [name, folder, words] of damaged)
  test(`refused in one sentence: ${name}`, () => {
    assert.throws(
      () => readRatings(folder()),
      (error) => error instanceof UnfitRatings && words.test(error.message) && !error.message.includes('\n'),
    );
  });

test('the benchmark ends with 2, not as if the picks were bad', () => {
  const bench = join(dirname(fileURLToPath(import.meta.url)), 'recommender-bench.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bench, folderWith({ 'u.item': '' })], {
    encoding: 'utf8',
  });
  assert.deepEqual([status, stdout], [2, '']);
  assert.match(stderr, /^u\.item in .* is empty\.\n$/);
});
