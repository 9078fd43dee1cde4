import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each person has seen, besides the owner of a server, whose view state its items carry. */
export class CreateUserViews1764100500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE user_views (
        plex_account_id bigint NOT NULL CHECK (plex_account_id > 0),
        item_id         bigint NOT NULL REFERENCES media_items (id) ON DELETE CASCADE,
        section_id      uuid NOT NULL REFERENCES library_sections (id) ON DELETE CASCADE,
        type            text NOT NULL,
        view_count      integer NOT NULL CHECK (view_count >= 0),
        watched         boolean NOT NULL,
        last_viewed_at  timestamptz(3),
        view_offset_ms  bigint,
        PRIMARY KEY (plex_account_id, item_id)
      );
      CREATE INDEX user_views_item ON user_views (item_id);
      CREATE INDEX user_views_last_viewed ON user_views (plex_account_id, section_id, type, last_viewed_at, item_id)
        WHERE last_viewed_at IS NOT NULL;

      CREATE TABLE user_view_imports (
        plex_account_id bigint NOT NULL CHECK (plex_account_id > 0),
        section_id      uuid NOT NULL REFERENCES library_sections (id) ON DELETE CASCADE,
        imported_at     timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (plex_account_id, section_id)
      );

      CREATE INDEX media_items_by_id ON media_items (section_id, type, id) WHERE deleted_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX media_items_by_id; DROP TABLE user_view_imports, user_views');
  }
}
