// Turns each catalogue of translations into a script that a page can load before its own code. A message is named by
// the end of its id: ids are random digits, which no compression makes shorter, and every reader would wait for them.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(fileURLToPath(import.meta.url));
const folder = join(web, '../dist/catalogues');
/** As in src/translations.ts. */
const ID_END = 7;

function shortened(name, translations) {
  const short = new Map();
  for (const [id, text] of Object.entries(translations)) {
    const end = id.slice(-ID_END);
    if (short.has(end)) throw new Error(`${name}: two messages end in ${end}; make ID_END longer in both places`);
    short.set(end, text);
  }
  return Object.fromEntries(short);
}

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(join(web, 'locale')).filter((each) => each !== 'messages.json')) {
  const { locale, translations } = JSON.parse(readFileSync(join(web, 'locale', name), 'utf8'));
  const catalogue = JSON.stringify(shortened(name, translations));
  writeFileSync(join(folder, `${locale}.js`), `var spTranslations=${catalogue};\n`);
}
