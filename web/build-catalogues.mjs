// Turns each catalogue of translations into a script that a page can load before its own code.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(fileURLToPath(import.meta.url));
const folder = join(web, '../dist/catalogues');

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(join(web, 'locale')).filter((each) => each !== 'messages.json')) {
  const { locale, translations } = JSON.parse(readFileSync(join(web, 'locale', name), 'utf8'));
  writeFileSync(join(folder, `${locale}.js`), `var spTranslations=${JSON.stringify(translations)};\n`);
}
