#!/usr/bin/env node
// Writes the README's settings table from the schema; with --check it fails where the two differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { environmentSchema, SECRET_NAMES } = createRequire(import.meta.url)(
  '../../dist/server/api/infra/config/environment.schema.js',
);

const row = ([name, schema]) => {
  const fallback = schema.safeParse(undefined);
  const shown =
    fallback.success && fallback.data !== undefined && String(fallback.data) !== '' ? `\`${fallback.data}\`` : 'unset';
  const { about } = schema.meta() ?? {};
  return `| \`${name}\` | ${shown} | ${about}; ${schema.description}${SECRET_NAMES.includes(name) ? ' (secret)' : ''} |`;
};

const table = [
  '| variable | default | meaning |',
  '|---|---|---|',
  ...Object.entries(environmentSchema.shape).map(row),
].join('\n');
const before = readFileSync('README.md', 'utf8');
const after = before.replace(
  /<!-- settings:start -->[\s\S]*<!-- settings:end -->/,
  () => `<!-- settings:start -->\n${table}\n<!-- settings:end -->`,
);
if (!process.argv.includes('--check')) writeFileSync('README.md', after);
else if (after !== before) {
  console.error('The settings table of the README is out of date: run `node e2e/lint/settings-table.mjs`.');
  process.exit(1);
}
