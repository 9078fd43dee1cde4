import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Online } from './online';

/** Movies and shows that the owner of a server has seen, begun or rated, gone ones included: a few of very many. */
export class IndexWhatOwnersKnow1764206210000 implements MigrationInterface {
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await new Online(runner).index(
      'media_items_known_to_owner',
      `media_items (server_id)
        WHERE type IN ('movie', 'show')
          AND (view_count > 0 OR viewed_leaf_count > 0 OR last_viewed_at IS NOT NULL OR user_rating IS NOT NULL)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX media_items_known_to_owner');
  }
}
