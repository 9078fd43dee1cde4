// Writes sw.js beside the built portal: the worker of web/service-worker.js with the files that it keeps, and a version
// that follows from their contents.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(fileURLToPath(import.meta.url));
const folder = join(web, '../dist/web/browser');
/** The page itself is kept under its address, and icons are the browser's affair. */
const KEPT = /^(?!sw\.js$).*\.(js|css|webmanifest)$|^favicon\.svg$/;

const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();
const files = names.filter((name) => KEPT.test(name));
const source = readFileSync(join(web, 'service-worker.js'), 'utf8');

const hash = createHash('sha256').update(source);
for (const name of ['index.html', ...files]) hash.update(name).update(readFileSync(join(folder, name)));
const version = hash.digest('hex').slice(0, 16);

const head = `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(files)};\n`;
writeFileSync(join(folder, 'sw.js'), head + source);
