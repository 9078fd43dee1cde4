#!/usr/bin/env node
// `npm run licences`: every package that is shipped, installed or built into the portal, with its licence; fails on one that nobody agreed to.
import { fileURLToPath } from 'node:url';
import { librariesInside } from './embedded-libraries.mjs';
import { shippedPackages } from './packages.mjs';

/** Licences that ask for no more than their text to go along. */
const ALLOWED = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'Python-2.0'],
]);

/** libvips, loaded as a library of its own that anybody can replace: what the LGPL asks for. */
const ALLOWED_FOR = [[/^@img\/sharp-/, new Set(['LGPL-3.0-or-later'])]];

/** Of what is inside other packages: also no more than their text. */
const ALLOWED_INSIDE = new Set([
  ...ALLOWED,
  ...['PostgreSQL', 'OpenSSL', 'Unicode-DFS-2016', 'Zlib', 'LicenseRef-public-domain'],
]);

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
  const packages = shippedPackages();
  for (const { name, version, licence } of packages) console.log(`${name} ${version} ${licence ?? 'unknown'}`);
  const inside = packages.flatMap((one) => librariesInside(one).map((library) => ({ ...library, holder: one.name })));
  for (const { name, version, licence, holder } of inside) {
    console.log(`${name} ${version ?? '-'} ${licence} (in ${holder})`);
  }
  const refused = [
    ...packages.filter((one) => !isAllowed(one)),
    ...inside.filter(({ licence }) => !ALLOWED_INSIDE.has(licence)),
  ];
  for (const { name, version, licence } of refused) {
    console.error(`${name} ${version}: ${licence ?? 'a licence that it does not tell'} is not allowed`);
  }
  process.exitCode = refused.length === 0 ? 0 : 1;
}
