#!/usr/bin/env node
// `npm run licences`: every production package with its licence; fails on one that nobody agreed to.
import { fileURLToPath } from 'node:url';
import { productionPackages } from './packages.mjs';

/** Licences that ask for no more than their text to go along. */
const ALLOWED = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'Python-2.0'],
]);

/** libvips, loaded as a library of its own that anybody can replace: what the LGPL asks for. */
const ALLOWED_FOR = [[/^@img\/sharp-/, new Set(['LGPL-3.0-or-later'])]];

/** An SPDX expression without nesting: one side of an OR is enough, every side of an AND is needed. */
export function isAllowed({ name, licence }) {
  const extra = ALLOWED_FOR.filter(([pattern]) => pattern.test(name)).flatMap(([, ids]) => [...ids]);
  const known = (id) => ALLOWED.has(id) || extra.includes(id);
  return String(licence)
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((side) => side.split(' AND ').every((id) => known(id.trim())));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const packages = productionPackages();
  for (const { name, version, licence } of packages) console.log(`${name} ${version} ${licence ?? 'unknown'}`);
  const refused = packages.filter((one) => !isAllowed(one));
  for (const { name, version, licence } of refused) {
    console.error(`${name} ${version}: ${licence ?? 'a licence that it does not tell'} is not allowed`);
  }
  process.exitCode = refused.length === 0 ? 0 : 1;
}
