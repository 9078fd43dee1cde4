// Makes every script of the built portal as small as it gets (what puts the chunks together leaves their names as long
// as it needs them), and writes a brotli and a gzip copy beside every text file; the server hands them out as they are.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { transformSync } from 'esbuild';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../dist/web/browser');
/** index.html is not among them: the server writes the base path into it. */
const COMPRESSED = /\.(js|css|svg|json|webmanifest)$/;

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !COMPRESSED.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  if (entry.name.endsWith('.js')) writeFileSync(file, minified(readFileSync(file, 'utf8')));
  const content = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}

/** A worker and what a page loads the old way are no modules: their names at the top are seen from outside. */
function minified(code) {
  const format = /(?:^|[;}])(?:import|export)[\s{*"]/.test(code) ? 'esm' : undefined;
  return transformSync(code, { minify: true, format, target: 'es2022', legalComments: 'none' }).code;
}
