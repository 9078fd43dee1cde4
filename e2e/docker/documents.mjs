import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** Every document of a YAML file, as plain values. @throws where one does not parse, or has a key twice */
export function readYaml(file) {
  return parseAllDocuments(readFileSync(file, 'utf8'), { merge: true, uniqueKeys: true }).map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0].message}`);
    return document.toJS();
  });
}

/** Every object of the folders, with the file it stands in. */
export function readManifests(...folders) {
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .flatMap((name) => readYaml(join(folder, name)).map((object) => ({ file: join(folder, name), ...object }))),
  );
}

/** Instructions of a Dockerfile, continued lines joined: `[['FROM', 'node:24 AS build'], …]`. */
export function readDockerfile(file) {
  return readFileSync(file, 'utf8')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
    .map((line) => /^(\w+)\s+(.*)$/.exec(line).slice(1));
}
