#!/usr/bin/env node
// What docs/security.md and docs/asvs.md name as the proof of something exists: files, tests in them, headings.
// docs/asvs.md has each number of ASVS 5.0.0, levels 1 and 2, once: by itself, or with its section where that does
// not apply as a whole.
import { existsSync, readFileSync } from 'node:fs';

const NAMED = /`([\w./-]+\.(?:ts|mjs|json))` "([^"]+)"/g;
const FILE = /`((?:api|web|e2e|migrations|docker|docs)\/[\w./-]+|[\w.-]+\.(?:json|mjs|md)|\.dockerignore)`/g;
const LINK = /\]\(([\w./-]+\.md)?(#[\w-]+)?\)/g;
const STATES = ['holds', 'partly', 'does not apply'];

const faults = [];
const read = (file) => readFileSync(file, 'utf8');
const rowsOf = (text) => text.split('\n').filter((line) => /^\| .*\|$/.test(line));
const cellsOf = (row) =>
  row
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());

/** As GitHub makes them of headings. */
const anchorsOf = (text) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, words]) =>
    `#${words.toLowerCase().replace(/[^\w\s-]/g, '')}`.replaceAll(' ', '-'),
  );

function checkNames(page) {
  const text = read(page);
  const proofs = [...text.matchAll(NAMED)];
  if (proofs.length === 0) faults.push(`${page} names no test at all.`);
  for (const [, file, words] of proofs)
    if (!existsSync(file) || !read(file).includes(words))
      faults.push(`${page} names "${words}", which is not in ${file}.`);
  for (const [, file] of text.matchAll(FILE))
    if (!existsSync(file)) faults.push(`${page} names ${file}, which is not there.`);
  for (const [, file, anchor] of text.matchAll(LINK)) {
    const target = file ? new URL(file, `file:///${page}`).pathname.slice(1) : page;
    if (!existsSync(target)) faults.push(`${page} links to ${target}, which is not there.`);
    else if (anchor && !anchorsOf(read(target)).includes(anchor))
      faults.push(`${page} links to ${target}${anchor}, which is not there.`);
  }
}

/** Rows of the audit begin with a number and must name a proof each. */
function checkAudit() {
  for (const row of rowsOf(read('docs/security.md')))
    if (/^\| \d/.test(row) && !row.match(NAMED)) faults.push(`docs/security.md names no test in: ${row}`);
}

/** How many numbers of levels 1 and 2 each section has: the standard puts them before those of level 3. */
const sections = JSON.parse(read('e2e/lint/asvs-5.0.0.json'));
const numbersOf = (section) => Array.from({ length: sections[section] }, (_, at) => `${section}.${at + 1}`);

function checkAsvs() {
  const page = 'docs/asvs.md';
  const text = read(page);
  const seen = new Set();
  const counts = Object.fromEntries(STATES.map((state) => [state, 0]));
  for (const row of rowsOf(text).filter((line) => /^\| \d/.test(line))) {
    const [number, asked, state, why, ...more] = cellsOf(row);
    const covered = number in sections ? numbersOf(number) : [number];
    if (!(number in sections) && !numbersOf(number.replace(/\.\d+$/, '')).includes(number))
      faults.push(`${page}: ${number} is no number of levels 1 and 2.`);
    if (!STATES.includes(state) || !asked || !why || more.length > 0)
      faults.push(`${page}: ${number} is no whole row.`);
    if (number in sections && state !== 'does not apply') faults.push(`${page}: ${number} needs a row for each item.`);
    if (state === 'holds' && ![FILE, LINK].some((kind) => why.match(kind)))
      faults.push(`${page}: ${number} holds and names nothing that shows it.`);
    for (const one of covered) if (seen.has(one)) faults.push(`${page} has ${one} twice.`);
    for (const one of covered) seen.add(one);
    counts[state] += covered.length;
  }
  for (const one of Object.keys(sections).flatMap(numbersOf)) if (!seen.has(one)) faults.push(`${page} lacks ${one}.`);
  const said = `${counts.holds} hold, ${counts.partly} hold partly, ${counts['does not apply']} do not apply`;
  if (!text.replaceAll('\n', ' ').includes(said)) faults.push(`${page} does not say: ${said}.`);
}

for (const page of ['docs/security.md', 'docs/asvs.md']) checkNames(page);
checkAudit();
checkAsvs();
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
