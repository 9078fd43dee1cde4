import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tables that hold a row for each title, view or file: whatever reads all of them takes seconds. */
const LARGE = 'media_items|media_parts|plays|user_views|play_sessions|item_languages|sync_pages|insight_\\w+';
/** Fine while these were small or new: their locks let readers in, or they were made with what they lock. */
const BEFORE = '1764200000000';

const RULES: [RegExp, string][] = [
  [new RegExp(`CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)\\w+\\s+ON (${LARGE})\\b`), 'an index is made with Online.index'],
  [new RegExp(`DROP INDEX (?!CONCURRENTLY)`), 'an index is dropped with Online.dropIndex'],
  [
    new RegExp(`ALTER TABLE (${LARGE})\\b[^;]*ADD COLUMN[^;,]*(CHECK|REFERENCES)`),
    'a check is added with Online.check',
  ],
  [new RegExp(`ALTER TABLE (${LARGE})\\b[^;]*ADD CONSTRAINT(?![^;]*NOT VALID)`), 'a check is added with Online.check'],
  [new RegExp(`ALTER TABLE (${LARGE})\\b[^;]*SET NOT NULL`), 'a validated check says that nothing is null'],
  [new RegExp(`ALTER TABLE (${LARGE})\\b[^;]* TYPE `), 'a new column takes the place of one of another type'],
  [new RegExp(`ALTER TABLE (${LARGE})\\b[^;]*DEFAULT (now|random|gen_random|clock)`), 'a default is a constant'],
  [new RegExp(`UPDATE (${LARGE})\\b(?![^\`]*\\$1)`), 'rows are changed with Online.update'],
];

/** What `up` does to tables that were there before this migration. */
function upOf(source: string): string {
  const up = source.slice(0, source.indexOf('async down('));
  return [...up.matchAll(/CREATE TABLE (\w+)/g)].reduce((text, [, table]) => text.replaceAll(` ${table} `, ' '), up);
}

function faultsOf(source: string): string[] {
  return RULES.filter(([pattern]) => pattern.test(upOf(source))).map(([, rule]) => rule);
}

describe('a migration of a library that is being read', () => {
  const names = readdirSync(__dirname).filter((name) => /^\d+-.*\.ts$/.test(name) && name >= BEFORE);

  it.each(names)('%s locks nobody out', (name) => {
    const source = readFileSync(join(__dirname, name), 'utf8');
    expect(faultsOf(source)).toEqual([]);
    // What stands alone may be run again after a kill, and is not undone by its neighbour's failure.
    expect(/\bOnline\(/.test(source)).toBe(source.includes('transaction = false'));
  });

  it.each([
    'CREATE INDEX slow ON media_items (title)',
    'DROP INDEX media_items_title',
    'ALTER TABLE plays ADD COLUMN mood text CHECK (mood <> $$)',
    'ALTER TABLE media_items ADD CONSTRAINT mood CHECK (year > 0)',
    'ALTER TABLE media_items ALTER COLUMN year SET NOT NULL',
    'ALTER TABLE media_items ALTER COLUMN year TYPE bigint',
    'ALTER TABLE media_items ADD COLUMN seen_at timestamptz DEFAULT clock_timestamp()',
    "UPDATE media_items SET year = 1 WHERE type = 'movie'",
  ])('would be refused for %s', (statement) => {
    expect(faultsOf(`async up() { \`${statement};\` } async down() {}`)).toHaveLength(1);
  });
});
