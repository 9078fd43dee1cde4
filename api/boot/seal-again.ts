import type { Client } from 'pg';
import type { EncryptionKey, SealedSecret, SecretBox } from '../infra/crypto';

const BATCH = 200;

/** A place where sealed values are: they can be listed in order and replaced by their value. */
interface Place {
  /** Answers the next values above `$2` that do not match `$1`. */
  list: string;
  /** Puts `$2` wherever `$1` stands. By value, so that what somebody stored meanwhile is not replaced by what was. */
  replace: string;
  /** Counts those that match one of `$1`. */
  count: string;
}

/**
 * Seals with the box's first key whatever another of its keys sealed, a batch at a time; broken off, it goes on
 * where it was. A value that no key opens stays as it is.
 * @returns how many values were replaced
 */
export async function sealAgain(client: Client, box: SecretBox, keyId: string): Promise<number> {
  let count = 0;
  for (const { list, replace } of await places(client)) {
    let after = '';
    for (;;) {
      const { rows } = await client.query<{ sealed: SealedSecret }>(list, [`v1.${keyId}.%`, after, BATCH]);
      for (const { sealed } of rows) {
        const again = sealedAgain(box, sealed);
        if (again) count += (await client.query(replace, [sealed, again])).rowCount ?? 0;
      }
      if (rows.length < BATCH) break;
      after = rows[rows.length - 1].sealed;
    }
  }
  return count;
}

/** How many values these keys still seal. */
export async function countSealedWith(client: Client, keys: readonly EncryptionKey[]): Promise<number> {
  let sum = 0;
  for (const { count } of await places(client)) {
    const { rows } = await client.query<{ count: string }>(count, [keys.map(({ id }) => `v1.${id}.%`)]);
    sum += Number(rows[0].count);
  }
  return sum;
}

/** Every column whose name begins with `sealed_`, and every setting of such a name. */
async function places(client: Client): Promise<Place[]> {
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
};

function sealedAgain(box: SecretBox, sealed: SealedSecret): SealedSecret | null {
  try {
    return box.seal(box.open(sealed));
  } catch {
    return null;
  }
}
