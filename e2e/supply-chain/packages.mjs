// What is installed in production, read from the lock: the same on every machine, foreign platforms included.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Packages of other platforms whose licence neither the lock nor an installed copy tells. */
const TOLD_ELSEWHERE = [[/^@msgpackr-extract\//, 'MIT']];

/**
 * @typedef {{ path: string, name: string, version: string, licence: string | null, integrity?: string,
 *   optional: boolean, dev: boolean, hasInstallScript: boolean, needs: string[] }} LockedPackage
 */

/** @returns {LockedPackage[]} every package of the lock */
export function lockedPackages(root = '.') {
  const { packages } = read(join(root, 'package-lock.json'));
  const needs = (from, entry) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies })
      .map((name) => resolve(packages, from, name))
      .filter(Boolean);
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
      };
    });
}

/** @returns {LockedPackage[]} without what only builds and tests need, by name */
export function productionPackages(root = '.') {
  return lockedPackages(root)
    .filter(({ dev }) => !dev)
    .sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
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
