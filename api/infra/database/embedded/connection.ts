import { Client } from 'pg';

export interface Address {
  port: number;
  password: string;
}

const DATABASE_NAME = 'smartplex';
const CONNECT_TIMEOUT_MS = 3_000;

export function urlOf({ port, password }: Address, database = DATABASE_NAME): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}

/** Null when the database answers, otherwise the SQLSTATE or socket error that it did not. */
export async function faultOf(address: Address): Promise<string | null> {
  const client = clientTo(address);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? 'unknown';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes our database where it is missing. */
export async function ensureDatabase(address: Address): Promise<void> {
  const client = clientTo(address);
  try {
    await client.connect();
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function clientTo(address: Address): Client {
  const client = new Client({
    connectionString: urlOf(address, 'postgres'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CONNECT_TIMEOUT_MS,
  });
  // A connection that breaks while it is open says so as an event as well.
  client.on('error', () => undefined);
  return client;
}
