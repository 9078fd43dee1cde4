// What the product ships, read from the lock: the same on every machine, foreign platforms included.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Packages of other platforms whose licence neither the lock nor an installed copy tells. */
const TOLD_ELSEWHERE = [[/^@msgpackr-extract\//, 'MIT']];

/** What these bring into a browser; the dependencies that they tell serve their command line and their schematics. */
const IN_A_BROWSER = {
  '@angular/localize': {},
  '@angular/cdk': {},
  '@angular/material': { '@angular/cdk': '*' },
};

/**
 * @typedef {{ path: string, name: string, version: string, licence: string | null, integrity?: string,
 *   optional: boolean, dev: boolean, hasInstallScript: boolean, needs: string[], bundles: string[] }} LockedPackage
 */

/** @returns {LockedPackage[]} every package of the lock */
export function lockedPackages(root = '.') {
  const { packages } = read(join(root, 'package-lock.json'));
  const found = (from, needed) =>
    Object.keys(needed)
      .map((name) => resolve(packages, from, name))
      .filter(Boolean);
  const needs = (from, { dependencies, optionalDependencies, peerDependencies }) =>
    found(from, { ...dependencies, ...optionalDependencies, ...peerDependencies });
  return Object.entries(packages)
    .filter(([path, entry]) => path && !entry.link)
    .map(([path, entry]) => {
      const name = entry.name ?? path.replace(/^.*node_modules\//, '');
      return {
        ...{ path, name, version: entry.version, integrity: entry.integrity },
        licence: licenceOf(root, path, name, entry),
        optional: Boolean(entry.optional),
        dev: Boolean(entry.dev || entry.devOptional),
        hasInstallScript: Boolean(entry.hasInstallScript),
        needs: needs(path, entry),
        bundles: found(path, IN_A_BROWSER[name] ?? entry.dependencies ?? {}),
      };
    });
}

/** @returns {LockedPackage[]} what production installs and what the portal is built of, by name */
export function shippedPackages(root = '.') {
  const all = lockedPackages(root);
  const bundled = bundledPaths(root, all);
  return all
    .filter(({ path, dev }) => !dev || bundled.has(path))
    .sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

/** The packages that the portal's sources import, and what these depend on: all of it is in dist/web. */
function bundledPaths(root, all) {
  const byPath = new Map(all.map((one) => [one.path, one]));
  const paths = new Set();
  const add = (path) => {
    if (paths.has(path) || !byPath.has(path)) return;
    paths.add(path);
    byPath.get(path).bundles.forEach(add);
  };
  for (const name of importedByPortal(root)) add(`node_modules/${name}`);
  // The compiler writes calls of its helpers into what it makes.
  if (paths.size > 0) add('node_modules/tslib');
  return paths;
}

function importedByPortal(root) {
  const folder = join(root, 'web/src');
  if (!existsSync(folder)) return new Set();
  const sources = readdirSync(folder, { recursive: true }).map(String);
  const texts = sources
    .filter((name) => /\.(ts|scss|css)$/.test(name) && !/\.spec\.ts$|(^|\/)(setup-jest|testing)\b/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const specifiers = texts.flatMap((text) => [
    ...text.matchAll(/(?:from|import|import\(|@use|@import|@forward)\s*['"]((?:@[\w.-]+\/)?[\w.-]+)[^'"]*['"]/g),
  ]);
  return new Set(specifiers.map(([, name]) => name));
}

/** Names that stand there in several versions. @returns {Map<string, string[]>} */
export function severalVersions(packages) {
  const versions = Map.groupBy
    ? Map.groupBy(packages, ({ name }) => name)
    : packages.reduce((map, one) => map.set(one.name, [...(map.get(one.name) ?? []), one]), new Map());
  const distinct = [...versions].map(([name, all]) => [name, [...new Set(all.map(({ version }) => version))].sort()]);
  return new Map(distinct.filter(([, all]) => all.length > 1));
}

/** Where Node finds `name` from the package at `from`: in its own folder first, then further out. */
function resolve(packages, from, name) {
  for (let at = from; ; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const path = `${at ? `${at}/` : ''}node_modules/${name}`;
    if (packages[path]) return path;
    if (!at) return null;
  }
}

function licenceOf(root, path, name, { license }) {
  if (license) return license;
  const manifest = join(root, path, 'package.json');
  if (!existsSync(manifest)) return TOLD_ELSEWHERE.find(([pattern]) => pattern.test(name))?.[1] ?? null;
  const told = read(manifest);
  // The old form, from before there was one expression for all.
  const list = [told.license ?? told.licenses ?? []].flat().map((one) => one.type ?? one);
  return list.length > 0 ? list.join(' OR ') : null;
}
