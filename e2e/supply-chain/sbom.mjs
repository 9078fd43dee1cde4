#!/usr/bin/env node
// `npm run sbom`: what is shipped, installed or built into the portal, as CycloneDX 1.5 on standard
// output. `npm sbom` leaves out whatever is
// somebody's peer, NestJS and Express among it, and tells no licence of packages with the old form.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { librariesInside } from './embedded-libraries.mjs';
import { shippedPackages } from './packages.mjs';

const purlOf = ({ name, version }) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;

function hashesOf(integrity) {
  const [, digest] = /^sha512-(\S+)$/.exec(integrity ?? '') ?? [];
  return digest ? [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] : undefined;
}

const licencesOf = (licence) => {
  if (!licence) return undefined;
  return / (OR|AND) |^LicenseRef-/.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }];
};

const inside = (one) => {
  const libraries = librariesInside(one).map(({ name, version, licence }) => ({
    type: 'library',
    'bom-ref': `${one.path}#${name}`,
    name,
    version,
    licenses: licencesOf(licence),
  }));
  return libraries.length > 0 ? libraries : undefined;
};

const componentOf = (one) => {
  const [, group, name] = /^(?:(@[^/]+)\/)?(.+)$/.exec(one.name);
  return {
    type: 'library',
    'bom-ref': one.path,
    ...(group ? { group } : {}),
    name,
    version: one.version,
    purl: purlOf(one),
    scope: one.optional ? 'optional' : 'required',
    licenses: licencesOf(one.licence),
    hashes: hashesOf(one.integrity),
    components: inside(one),
  };
};

/** Says nothing of time or machine: the same lock gives the same document. */
export function softwareBillOfMaterials(root = '.') {
  const { name, version, license, dependencies, optionalDependencies } = JSON.parse(
    readFileSync(`${root}/package.json`, 'utf8'),
  );
  const packages = shippedPackages(root);
  const self = purlOf({ name, version });
  const direct = Object.keys({ ...dependencies, ...optionalDependencies }).map((needed) => `node_modules/${needed}`);
  const listed = new Set(packages.map(({ path }) => path));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': self, name, version, purl: self, licenses: licencesOf(license) },
    },
    components: packages.map(componentOf),
    dependencies: [
      { ref: self, dependsOn: direct },
      ...packages.map(({ path, needs }) => ({ ref: path, dependsOn: needs.filter((need) => listed.has(need)) })),
    ],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify(softwareBillOfMaterials(), null, 2)}\n`);
}
