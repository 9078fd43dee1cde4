// The very SQL that a request causes, as PostgreSQL itself logs it: the floor must not drift from the product.
import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const SETTLE_MS = 400;

async function logging(database, mode) {
  await database.query(`ALTER SYSTEM SET log_statement = '${mode}'`);
  await database.query('SELECT pg_reload_conf()');
  await sleep(SETTLE_MS);
}

/** "$1 = 'it''s', $2 = NULL" as an array of strings and nulls. */
function parameters(detail) {
  return [...detail.matchAll(/\$\d+ = (?:NULL|'((?:[^']|'')*)')/g)].map(
    ([, text]) => text?.replaceAll("''", "'") ?? null,
  );
}

/**
 * @param logFile the server's log
 * @param work causes exactly one read of media_items that matters: the last one is taken
 * @returns {{ text: string, values: (string | null)[], name: string }}
 */
export async function captureStatement(database, logFile, work) {
  await logging(database, 'all');
  const { size } = statSync(logFile);
  await work();
  // What runs behind the requests reads items as well: only what was logged until the answer counts.
  const { size: end } = statSync(logFile);
  await logging(database, 'none');
  // A continued line starts with a tab; every other line starts a new entry.
  const entries = readFileSync(logFile)
    .subarray(size, end)
    .toString('utf8')
    .split(/\n(?!\t)/);
  const found = entries.findLastIndex((entry) => /LOG: {2}execute/.test(entry) && entry.includes('FROM media_items'));
  if (found < 0) throw new Error('the request read no items, or the log is elsewhere');
  const text = entries[found].replace(/^[\s\S]*?LOG: {2}execute [^:]*: /, '').replaceAll('\n\t', '\n');
  const detail = entries[found + 1]?.includes('DETAIL:') ? entries[found + 1].replaceAll('\n\t', '\n') : '';
  return { text, values: parameters(detail), name: `bench-${found}-${size}` };
}
