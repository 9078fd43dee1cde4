#!/usr/bin/env node
// Every test that docs/security.md names as the proof of something exists, in the file where it is said to be.
import { existsSync, readFileSync } from 'node:fs';

const NAMED = /`([\w./-]+\.(?:ts|mjs|json))` "([^"]+)"/g;

const page = readFileSync('docs/security.md', 'utf8');
const rows = page.split('\n').filter((line) => /^\| .*\|$/.test(line));
const proofs = [...page.matchAll(NAMED)].map(([, file, words]) => ({ file, words }));
const missing = proofs.filter(({ file, words }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(words));

/** Rows of the audit begin with a number and must name a proof each. */
const bare = rows.filter((row) => /^\| \d/.test(row) && !row.match(NAMED));

for (const { file, words } of missing) console.error(`docs/security.md names "${words}", which is not in ${file}.`);
for (const row of bare) console.error(`docs/security.md names no test in: ${row}`);
if (proofs.length === 0) console.error('docs/security.md names no test at all.');
process.exitCode = missing.length + bare.length > 0 || proofs.length === 0 ? 1 : 0;
