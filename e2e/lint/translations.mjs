// Every text of the portal stands in web/locale/messages.json, and every catalogue beside it translates each of them
// with the same placeholders. With --write the messages are extracted anew, and what nothing uses any more leaves the
// catalogues.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(root, 'web/locale');
const write = process.argv.includes('--write');

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const save = (name, catalogue) => writeFileSync(join(folder, name), `${JSON.stringify(catalogue, null, 2)}\n`);

function extract() {
  const scratch = mkdtempSync(join(tmpdir(), 'smartplex-messages-'));
  try {
    const args = ['extract-i18n', '--format', 'json', '--output-path', scratch];
    const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/ng'), args, {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NG_CLI_ANALYTICS: 'false' },
    });
    if (status !== 0) throw new Error(`the messages cannot be extracted:\n${stdout}${stderr}`);
    return read(join(scratch, 'messages.json'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What a text is filled with at run time; an ICU choice counts by the names it chooses from. */
const placeholders = (text) =>
  [...new Set(text.match(/\{\$[^}]+\}|\{VAR_[A-Z]+(?:_\d+)?|\{[A-Z][A-Z_0-9]*\}/g) ?? [])].sort().join(' ');

function faultsOf(name, { translations }, messages) {
  const faults = [];
  for (const [id, text] of Object.entries(messages)) {
    const translated = translations[id];
    if (translated === undefined) faults.push(`${name}: ${id} is missing: ${text}`);
    else if (placeholders(translated) !== placeholders(text))
      faults.push(`${name}: ${id} has other placeholders: ${translated} (for: ${text})`);
  }
  for (const id of Object.keys(translations)) if (!(id in messages)) faults.push(`${name}: nothing uses ${id}`);
  return faults;
}

const extracted = extract();
const messages = extracted.translations;
const catalogues = readdirSync(folder).filter((name) => name !== 'messages.json');
if (write) {
  save('messages.json', extracted);
  for (const name of catalogues) {
    const catalogue = read(join(folder, name));
    const used = Object.keys(messages).filter((id) => id in catalogue.translations);
    save(name, { ...catalogue, translations: Object.fromEntries(used.map((id) => [id, catalogue.translations[id]])) });
  }
}
/** Angular writes a translated attribute with a value in it as a property, and `aria-label` is none. */
function lostLabels() {
  const app = join(root, 'web/src/app');
  return readdirSync(app, { recursive: true })
    .filter((name) => /\.(html|ts)$/.test(name))
    .flatMap((name) => {
      const lost = readFileSync(join(app, name), 'utf8').match(/i18n-(aria-\w+)[^<]*?\s\1="[^"]*\{\{[^"]*"/g) ?? [];
      return lost.map(
        (text) => `${name}: bind [attr.${/aria-\w+/.exec(text)[0]}] to a $localize text instead: ${text}`,
      );
    });
}

const committed = read(join(folder, 'messages.json'));
const faults = [...lostLabels(), ...catalogues.flatMap((name) => faultsOf(name, read(join(folder, name)), messages))];
if (JSON.stringify(committed) !== JSON.stringify(extracted))
  faults.push('web/locale/messages.json is not what the portal says: run `npm run i18n`');
faults.forEach((fault) => console.error(fault));
process.exit(faults.length === 0 ? 0 : 1);
