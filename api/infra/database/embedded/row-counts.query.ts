import { Client } from 'pg';

const TABLES = `SELECT oid::regclass::text AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'migrations'
  ORDER BY 1`;

/** Of each table how many rows it holds now. */
export async function rowCounts(url: string): Promise<Map<string, number>> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(TABLES);
    const counts = new Map<string, number>();
    for (const { name } of rows) {
      const counted = await client.query<{ count: string }>(`SELECT count(*) FROM ${name}`);
      counts.set(name, Number(counted.rows[0].count));
    }
    return counts;
  } finally {
    await client.end().catch(() => undefined);
  }
}
