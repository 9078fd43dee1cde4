import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** TypeORM keeps its pg pool on the driver. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}
