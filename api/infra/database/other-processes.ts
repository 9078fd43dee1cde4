import type { ClientBase } from 'pg';

/** What every process calls itself in the database; its probe, which may be all that is connected, the other. */
export const APPLICATION_NAME = 'smartplex';
export const PROBE_NAME = 'smartplex-probe';

/** Addresses from which other SmartPlex processes are connected to this database now. */
export async function otherProcesses(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ address: string }>(
    `SELECT DISTINCT coalesce(host(client_addr), 'this machine') AS address FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = ANY ($1) AND pid <> pg_backend_pid() ORDER BY 1`,
    [[APPLICATION_NAME, PROBE_NAME]],
  );
  return rows.map(({ address }) => address);
}
