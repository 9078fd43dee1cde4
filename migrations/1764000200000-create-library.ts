import type { MigrationInterface, QueryRunner } from 'typeorm';

const ITEM_TYPES = `('movie', 'show', 'season', 'episode', 'artist', 'album', 'track')`;

/** The mirror: sections, items of every type, and the files behind them. */
export class CreateLibrary1764000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await runner.query(`
      CREATE TABLE library_sections (
        id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        server_id      uuid NOT NULL REFERENCES plex_servers (id) ON DELETE CASCADE,
        key            text NOT NULL CHECK (key <> ''),
        uuid           text NOT NULL DEFAULT '',
        title          text NOT NULL,
        type           text NOT NULL,
        enabled        boolean NOT NULL,
        item_count     integer NOT NULL DEFAULT 0 CHECK (item_count >= 0),
        leaf_count     integer NOT NULL DEFAULT 0 CHECK (leaf_count >= 0),
        size_bytes     bigint NOT NULL DEFAULT 0 CHECK (size_bytes >= 0),
        last_synced_at timestamptz(3),
        missing_at     timestamptz(3),
        created_at     timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX library_sections_key ON library_sections (server_id, key) WHERE missing_at IS NULL;

      CREATE TABLE media_items (
        id                      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        server_id               uuid NOT NULL REFERENCES plex_servers (id) ON DELETE CASCADE,
        section_id              uuid NOT NULL REFERENCES library_sections (id) ON DELETE CASCADE,
        rating_key              text NOT NULL CHECK (rating_key <> ''),
        type                    text NOT NULL CHECK (type IN ${ITEM_TYPES}),
        guid                    text,
        imdb_id                 text,
        tmdb_id                 text,
        tvdb_id                 text,
        parent_id               bigint,
        grandparent_id          bigint,
        parent_rating_key       text,
        grandparent_rating_key  text,
        parent_title            text,
        grandparent_title       text,
        title                   text NOT NULL CHECK (title <> ''),
        sort_title              text NOT NULL,
        sort_key                text COLLATE "C" NOT NULL,
        search_text             text NOT NULL,
        original_title          text,
        edition_title           text,
        summary                 text,
        tagline                 text,
        content_rating          text,
        studio                  text,
        year                    integer,
        rating                  double precision,
        duration_ms             bigint CHECK (duration_ms >= 0),
        item_index              integer,
        parent_index            integer,
        child_count             integer,
        leaf_count              integer,
        originally_available_on date,
        genres                  text[] NOT NULL DEFAULT '{}',
        directors               text[] NOT NULL DEFAULT '{}',
        actors                  text[] NOT NULL DEFAULT '{}',
        countries               text[] NOT NULL DEFAULT '{}',
        thumb                   text,
        added_at                timestamptz(3) NOT NULL,
        plex_updated_at         timestamptz(3),
        view_count              integer NOT NULL DEFAULT 0 CHECK (view_count >= 0),
        viewed_leaf_count       integer,
        view_offset_ms          bigint,
        last_viewed_at          timestamptz(3),
        size_bytes              bigint CHECK (size_bytes >= 0),
        resolution              text,
        available               boolean NOT NULL DEFAULT true,
        content_hash            uuid NOT NULL,
        details_at              timestamptz(3),
        deleted_at              timestamptz(3),
        created_at              timestamptz(3) NOT NULL DEFAULT now(),
        written_at              timestamptz(3) NOT NULL DEFAULT now(),
        UNIQUE (server_id, rating_key)
      );
      CREATE INDEX media_items_title ON media_items (section_id, type, sort_key, id) WHERE deleted_at IS NULL;
      CREATE INDEX media_items_added_at ON media_items (section_id, type, added_at, id) INCLUDE (available) WHERE deleted_at IS NULL;
      CREATE INDEX media_items_year ON media_items (section_id, type, COALESCE(year, -1), id) INCLUDE (year) WHERE deleted_at IS NULL;
      CREATE INDEX media_items_size_bytes ON media_items (section_id, type, COALESCE(size_bytes, -1), id) INCLUDE (size_bytes) WHERE deleted_at IS NULL;
      CREATE INDEX media_items_last_viewed_at ON media_items (section_id, type, COALESCE(last_viewed_at, 'epoch'::timestamptz), id) INCLUDE (last_viewed_at) WHERE deleted_at IS NULL;
      CREATE INDEX media_items_rating ON media_items (section_id, type, COALESCE(rating, -1), id) INCLUDE (rating) WHERE deleted_at IS NULL;
      CREATE INDEX media_items_parent ON media_items (parent_id, item_index, id) WHERE deleted_at IS NULL;
      CREATE INDEX media_items_search ON media_items USING gin (search_text gin_trgm_ops) WHERE deleted_at IS NULL;
      CREATE INDEX media_items_without_details ON media_items (section_id, id) WHERE details_at IS NULL AND deleted_at IS NULL;
      CREATE INDEX media_items_genres ON media_items USING gin (genres) WHERE deleted_at IS NULL;

      CREATE TABLE media_parts (
        item_id        bigint NOT NULL REFERENCES media_items (id) ON DELETE CASCADE,
        version_index  smallint NOT NULL CHECK (version_index >= 0),
        part_index     smallint NOT NULL CHECK (part_index >= 0),
        media_id       text,
        resolution     text,
        video_codec    text,
        audio_codec    text,
        audio_channels integer,
        bitrate_kbps   integer,
        container      text,
        hdr            boolean,
        optimized      boolean NOT NULL DEFAULT false,
        part_id        text,
        file           text,
        size_bytes     bigint CHECK (size_bytes > 0),
        duration_ms    bigint,
        accessible     boolean NOT NULL DEFAULT true,
        PRIMARY KEY (item_id, version_index, part_index)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE media_parts, media_items, library_sections');
    await runner.query('DROP EXTENSION pg_trgm');
  }
}
