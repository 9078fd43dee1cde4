import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Database, dataSourceOptions } from '../infra/database';
import { ADMIN_URL, TEMPLATE } from './test-services';

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  database: Database;
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
}

/** A migrated, empty database of its own in the PostgreSQL of the jest run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = await createDatabaseFromTemplate();
  // Whoever looks at the rows of a spec is no SmartPlex that runs.
  const options = dataSourceOptions(url, 8);
  const extra = { ...(options.extra as object), application_name: 'spec' };
  const dataSource = await new DataSource({ ...options, extra } as DataSourceOptions).initialize();
  const drop = async () => {
    await dataSource.destroy();
    await dropDatabase(url);
  };
  return { url, dataSource, database: new Database(dataSource), drop };
}

/** The address of a new database, migrated unless `template` says otherwise. Nothing is connected to it. */
export async function createDatabaseFromTemplate(template = TEMPLATE): Promise<string> {
  const name = `spec_${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return urlOf(name);
}

/** Removes a database, ending every connection to it. */
export async function dropDatabase(url: string): Promise<void> {
  await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`));
}

async function asAdmin(work: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: adminUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(name: string): string {
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return url.href;
}

function adminUrl(): string {
  const url = process.env[ADMIN_URL];
  if (!url) throw new Error('No test database: the jest project must use e2e/support/global-setup.cjs');
  return url;
}
