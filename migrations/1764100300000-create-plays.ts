import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The watch history of every server, how far it was imported, and what leads from a gone item to its heir. */
export class CreatePlays1764100300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plays (
        server_id         uuid NOT NULL REFERENCES plex_servers (id) ON DELETE CASCADE,
        history_key       text NOT NULL CHECK (history_key <> ''),
        account_id        bigint NOT NULL CHECK (account_id >= 0),
        plex_account_id   bigint CHECK (plex_account_id > 0),
        item_id           bigint,
        title_id          bigint,
        rating_key        text,
        type              text,
        title             text,
        parent_title      text,
        grandparent_title text,
        item_index        integer,
        parent_index      integer,
        viewed_at         timestamptz(3) NOT NULL,
        duration_ms       bigint CHECK (duration_ms >= 0),
        completion        smallint NOT NULL DEFAULT 100 CHECK (completion BETWEEN 0 AND 100),
        device_id         text,
        PRIMARY KEY (server_id, history_key)
      );
      CREATE INDEX plays_viewed_at ON plays (viewed_at) INCLUDE (title_id, duration_ms, completion);
      CREATE INDEX plays_account ON plays (plex_account_id, viewed_at) INCLUDE (title_id, duration_ms, completion);
      CREATE INDEX plays_item ON plays (item_id) WHERE item_id IS NOT NULL;
      CREATE INDEX plays_title ON plays (title_id) WHERE title_id IS NOT NULL;
      CREATE INDEX plays_untitled ON plays (viewed_at) WHERE title_id IS NULL;
      CREATE INDEX plays_loose ON plays (server_id, rating_key) WHERE item_id IS NULL AND rating_key IS NOT NULL;

      CREATE INDEX media_items_guid ON media_items (server_id, guid) WHERE guid IS NOT NULL AND deleted_at IS NULL;
      CREATE INDEX media_items_imdb ON media_items (imdb_id) WHERE imdb_id IS NOT NULL AND deleted_at IS NULL;
      CREATE INDEX media_items_tmdb ON media_items (tmdb_id) WHERE tmdb_id IS NOT NULL AND deleted_at IS NULL;
      CREATE INDEX media_items_tvdb ON media_items (tvdb_id) WHERE tvdb_id IS NOT NULL AND deleted_at IS NULL;
      CREATE INDEX media_items_gone ON media_items (server_id, id) WHERE deleted_at IS NOT NULL;

      CREATE TABLE history_imports (
        server_id        uuid PRIMARY KEY REFERENCES plex_servers (id) ON DELETE CASCADE,
        owner_account_id bigint NOT NULL,
        watermark        timestamptz(3),
        known_total      integer NOT NULL DEFAULT 0 CHECK (known_total >= 0),
        pass             jsonb,
        imported_at      timestamptz(3),
        whole_at         timestamptz(3),
        error_code       text,
        attach_wanted    integer NOT NULL DEFAULT 1,
        attach_done      integer NOT NULL DEFAULT 0
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE history_imports, plays;
      DROP INDEX media_items_guid, media_items_imdb, media_items_tmdb, media_items_tvdb, media_items_gone;
    `);
  }
}
