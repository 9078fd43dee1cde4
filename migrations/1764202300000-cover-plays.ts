import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Online } from './online';

const WIDER = {
  plays_viewed_at: '(viewed_at) INCLUDE (title_id, duration_ms, completion, plex_account_id)',
  plays_account: '(plex_account_id, viewed_at) INCLUDE (title_id, duration_ms, completion, item_id)',
};

/** Statistics read nothing but these indexes: who watched, over time, and what a person watched. */
export class CoverPlays1764202300000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    const online = new Online(runner);
    for (const [name, columns] of Object.entries(WIDER)) {
      await online.index(`${name}_wider`, `plays ${columns}`);
      await online.dropIndex(name);
      await runner.query(`ALTER INDEX ${name}_wider RENAME TO ${name}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX plays_account, plays_viewed_at;
      CREATE INDEX plays_viewed_at ON plays (viewed_at) INCLUDE (title_id, duration_ms, completion);
      CREATE INDEX plays_account ON plays (plex_account_id, viewed_at) INCLUDE (title_id, duration_ms, completion);
    `);
  }
}
