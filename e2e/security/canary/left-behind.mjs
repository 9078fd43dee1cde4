// What stays when everything was done: tables, backups, logs, the folder of the data, the file for support.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textOf } from './hearing.mjs';

const server = join(dirname(fileURLToPath(import.meta.url)), '../../../dist/server/api');

export async function takeDatabase({ api, hearing }) {
  const tables = await api.sql(`SELECT format('%I', relname) AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')`);
  for (const { name } of tables) {
    const rows = await api.sql(`SELECT t::text AS row FROM ${name} t`);
    hearing.take(`table ${name}`, rows.map(({ row }) => row).join('\n'));
  }
}

/** Made with the key by the product's own command; read as somebody does who has no key. */
export async function takeBackup(scene) {
  const file = join(scene.folder, 'canary.backup.gz');
  const { code, text } = await scene.said([join(server, 'backup.js'), file], {});
  if (code !== 0) throw new Error(`the backup ended with ${code}: ${text}`);
  scene.hearing.take('output of backup', text);
  scene.hearing.take('backup', textOf(readFileSync(file)));
}

/** Starts with a wrong secret each; what they say is told to whoever stands at the terminal, and goes into logs. */
export async function takeRefusedStarts(scene) {
  const { secrets, hearing, env } = scene;
  const typed = () => secrets.mint('secret of a refused start');
  const few = [
    { ENCRYPTION_KEY: typed(), ENCRYPTION_KEY_FILE: '' },
    { SENTRY_DSN: typed() },
    { DATABASE_URL: scene.databaseUrl(typed()) },
    { REDIS_URL: env.REDIS_URL.replace(/:[^@/]+@/, `:${encodeURIComponent(typed())}@`) },
  ];
  const more = [
    { ENCRYPTION_KEY_PREVIOUS: typed() },
    { SETUP_CODE: `${typed()} with spaces` },
    { METRICS_TOKEN: `${typed()}${'x'.repeat(1000)}` },
    { DATABASE_URL: `mysql://smartplex:${typed()}@db/x` },
    { DATABASE_URL: `postgres://smartplex:${encodeURIComponent(typed())}@127.0.0.1:9/x` },
    { REDIS_URL: `redis://:${typed()}@no host` },
  ];
  const starts = scene.short ? few : [...few, ...more];
  const start = async (wrong, number) => {
    const own = { PORT: '0', DATA_DIR: join(scene.folder, `refused-${number}`) };
    const { text } = await scene.said([join(server, 'main.js')], { ...own, ...wrong }, { afterFirstMs: 3_000 });
    if (text === '') throw new Error(`a start with a wrong ${Object.keys(wrong)[0]} says nothing`);
    hearing.take('output of refused starts', text);
  };
  // Two at a time: each is a whole process.
  for (let first = 0; first < starts.length; first += 2)
    await Promise.all(starts.slice(first, first + 2).map((wrong, at) => start(wrong, first + at)));
}

export function takeFiles(scene) {
  const { hearing, api, world } = scene;
  hearing.take('log of api', api.log());
  hearing.take('log of worker', readFileSync(scene.workerLog, 'utf8'));
  for (const folder of [join(world.folder, api.name), join(scene.folder, 'worker')]) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) hearing.take(`file ${entry.name}`, textOf(readFileSync(join(entry.parentPath, entry.name))));
    }
  }
  const bundle = hearing.taken('answer of GET /api/v1/system/support-bundle');
  if (!bundle.includes('"log":[')) throw new Error('the file for support was not read');
}
