import type { ClientBase } from 'pg';
import type { EncryptionKey } from './encryption-key';
import type { SealedSecret } from './sealed-secret';
import type { SecretBox } from './secret-box';

/**
 * Advisory lock of the database: one process at a time agrees on the key, seals again, or looks at what seals what. Any
 * number will do as long as every SmartPlex uses the same.
 */
export const SEALING_LOCK = 7_452_689_032;
/** Name of the setting that holds the id of the key that seals. */
export const SEALING_KEY = 'encryption-key';
const BATCH = 200;

/** A place where sealed values are: they can be listed in order and replaced by their value. */
interface Place {
  /** Answers the next values above `$2` that do not match `$1`. */
  list: string;
  /** Puts `$2` wherever `$1` stands. By value, so that what somebody stored meanwhile is not replaced by what was. */
  replace: string;
  /** Counts those that match one of `$1`. */
  count: string;
  /** Counts them by the id of the key that sealed them. */
  countByKey: string;
}

/** From now on who starts must have this key. */
export async function registerKey(client: ClientBase, keyId: string): Promise<void> {
  await client.query('UPDATE settings SET value = to_jsonb($2::text), updated_at = now() WHERE name = $1', [
    SEALING_KEY,
    keyId,
  ]);
}

/**
 * Seals with the box's first key whatever another of its keys sealed, a batch at a time; broken off, it goes on
 * where it was. A value that no key opens stays as it is.
 * @returns how many values were replaced
 */
export async function sealAgain(client: ClientBase, box: SecretBox, keyId: string): Promise<number> {
  let count = 0;
  for await (const { sealed, text, replace } of openedByOthers(client, box, keyId)) {
    count += (await client.query(replace, [sealed, box.seal(text)])).rowCount ?? 0;
  }
  return count;
}

/** Whether another key than this one seals anything that the box opens. */
export async function needsOtherKeys(client: ClientBase, box: SecretBox, keyId: string): Promise<boolean> {
  for await (const _ of openedByOthers(client, box, keyId)) return true;
  return false;
}

interface Opened {
  sealed: SealedSecret;
  text: string;
  replace: string;
}

async function* openedByOthers(client: ClientBase, box: SecretBox, keyId: string): AsyncGenerator<Opened> {
  for (const { list, replace } of await places(client)) {
    let after = '';
    for (;;) {
      const { rows } = await client.query<{ sealed: SealedSecret }>(list, [`v1.${keyId}.%`, after, BATCH]);
      for (const { sealed } of rows) {
        const text = box.tryOpen(sealed);
        if (text !== null) yield { sealed, text, replace };
      }
      if (rows.length < BATCH) break;
      after = rows[rows.length - 1].sealed;
    }
  }
}

/** How many values these keys still seal. */
export async function countSealedWith(client: ClientBase, keys: readonly EncryptionKey[]): Promise<number> {
  let sum = 0;
  for (const { count } of await places(client)) {
    const { rows } = await client.query<{ count: string }>(count, [keys.map(({ id }) => `v1.${id}.%`)]);
    sum += Number(rows[0].count);
  }
  return sum;
}

/** How many values each key seals, by its id. */
export async function countByKey(client: ClientBase): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for (const place of await places(client)) {
    const { rows } = await client.query<{ id: string; count: string }>(place.countByKey);
    for (const { id, count } of rows) sums.set(id, (sums.get(id) ?? 0) + Number(count));
  }
  return sums;
}

/** Every column whose name begins with `sealed_`, and every setting of such a name. */
async function places(client: ClientBase): Promise<Place[]> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT quote_ident(table_name) AS table, quote_ident(column_name) AS column FROM information_schema.columns
     WHERE table_schema = current_schema() AND column_name LIKE 'sealed\\_%' ORDER BY 1, 2`,
  );
  return [...rows.map(({ table, column }) => columnPlace(table, column)), SETTINGS];
}

function columnPlace(table: string, column: string): Place {
  return {
    list: `SELECT DISTINCT ${column} AS sealed FROM ${table} WHERE ${column} NOT LIKE $1 AND ${column} > $2 ORDER BY 1 LIMIT $3`,
    replace: `UPDATE ${table} SET ${column} = $2 WHERE ${column} = $1`,
    count: `SELECT count(*) FROM ${table} WHERE ${column} LIKE ANY ($1::text[])`,
    countByKey: `SELECT split_part(${column}, '.', 2) AS id, count(*) FROM ${table} WHERE ${column} ~ '^v1\\.[0-9a-f]{8}\\.' GROUP BY 1`,
  };
}

const SEALED_SETTINGS = `settings s CROSS JOIN LATERAL jsonb_each_text(CASE jsonb_typeof(s.value) WHEN 'object' THEN s.value ELSE '{}' END) e
  WHERE e.key LIKE 'sealed%'`;

const SETTINGS: Place = {
  list: `SELECT DISTINCT e.value AS sealed FROM ${SEALED_SETTINGS} AND e.value NOT LIKE $1 AND e.value > $2 ORDER BY 1 LIMIT $3`,
  replace: `UPDATE settings t SET value = jsonb_set(t.value, ARRAY[found.key], to_jsonb($2::text)), updated_at = now()
    FROM (SELECT s.name, e.key FROM ${SEALED_SETTINGS} AND e.value = $1) found
    WHERE t.name = found.name AND t.value ->> found.key = $1`,
  count: `SELECT count(*) FROM ${SEALED_SETTINGS} AND e.value LIKE ANY ($1::text[])`,
  countByKey: `SELECT split_part(e.value, '.', 2) AS id, count(*) FROM ${SEALED_SETTINGS} AND e.value ~ '^v1\\.[0-9a-f]{8}\\.' GROUP BY 1`,
};
