import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What insights read: made from the library by a job, and made anew at any time. Sections are not referenced: removing
 * one would wait for the job; what is left of it is never read, and cleared away by the next comparison.
 */
export class CreateInsights1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE library_sections
        ADD COLUMN writes_to_insight integer NOT NULL DEFAULT 1 CHECK (writes_to_insight >= 0),
        ADD COLUMN insight_at timestamptz(3);

      CREATE TABLE insight_storage (
        item_id        bigint NOT NULL,
        grain          smallint NOT NULL CHECK (grain BETWEEN -1 AND 7),
        ordinal        smallint NOT NULL CHECK (ordinal > 0),
        section_id     uuid NOT NULL,
        kind           bigint NOT NULL,
        type           text NOT NULL,
        resolution     text NOT NULL,
        video_codec    text NOT NULL,
        container      text NOT NULL,
        show_id        bigint NOT NULL CHECK (show_id >= -1),
        decade         smallint NOT NULL CHECK (decade >= -1),
        bytes_per_hour text NOT NULL,
        bytes          bigint CHECK (bytes >= 0),
        watched_ms     bigint CHECK (watched_ms >= 0),
        sort_key       text COLLATE "C" NOT NULL,
        added_at       timestamptz(3) NOT NULL,
        PRIMARY KEY (item_id, grain, ordinal)
      );
      CREATE INDEX insight_storage_bytes ON insight_storage (kind, COALESCE(bytes, -1), item_id);
      CREATE INDEX insight_storage_title ON insight_storage (kind, sort_key, item_id);
      CREATE INDEX insight_storage_added_at ON insight_storage (kind, added_at, item_id);
      CREATE INDEX insight_storage_section ON insight_storage (section_id);
      CREATE INDEX insight_storage_show ON insight_storage (show_id) WHERE show_id <> 0;

      CREATE TABLE insight_kinds (
        kind           bigint PRIMARY KEY,
        section_id     uuid NOT NULL,
        grain          smallint NOT NULL CHECK (grain BETWEEN -1 AND 7),
        type           text NOT NULL,
        resolution     text NOT NULL,
        video_codec    text NOT NULL,
        container      text NOT NULL,
        decade         smallint NOT NULL CHECK (decade >= -1),
        bytes_per_hour text NOT NULL
      );
      CREATE INDEX insight_kinds_section ON insight_kinds (section_id, grain);

      CREATE TABLE insight_blocks (
        section_id     uuid NOT NULL,
        grain          smallint NOT NULL CHECK (grain BETWEEN 0 AND 7),
        type           text NOT NULL,
        show_id        bigint NOT NULL CHECK (show_id >= -1),
        decade         smallint NOT NULL CHECK (decade >= -1),
        bytes_per_hour text NOT NULL,
        resolution     text NOT NULL,
        video_codec    text NOT NULL,
        container      text NOT NULL,
        items          integer NOT NULL CHECK (items > 0),
        bytes          bigint NOT NULL CHECK (bytes >= 0),
        watched_ms     bigint CHECK (watched_ms >= 0),
        PRIMARY KEY (section_id, grain, type, show_id, decade, bytes_per_hour, resolution, video_codec, container)
      );

      CREATE TABLE insight_titles (
        item_id        bigint PRIMARY KEY,
        section_id     uuid NOT NULL,
        type           text NOT NULL,
        knowledge      text NOT NULL CHECK (knowledge IN ('viewed', 'never', 'unknown')),
        bytes          bigint CHECK (bytes >= 0),
        leaves         integer NOT NULL CHECK (leaves > 0),
        plays          integer CHECK (plays >= 0),
        last_viewed_at timestamptz(3),
        sort_key       text COLLATE "C" NOT NULL,
        added_at       timestamptz(3) NOT NULL
      );
      CREATE INDEX insight_titles_bytes ON insight_titles (section_id, knowledge, COALESCE(bytes, -1), item_id) INCLUDE (bytes, last_viewed_at);
      CREATE INDEX insight_titles_title ON insight_titles (section_id, knowledge, sort_key, item_id) INCLUDE (last_viewed_at);
      CREATE INDEX insight_titles_added_at ON insight_titles (section_id, knowledge, added_at, item_id) INCLUDE (last_viewed_at);
      CREATE INDEX insight_titles_last_viewed_at ON insight_titles (section_id, knowledge, COALESCE(last_viewed_at, 'epoch'::timestamptz), item_id)
        INCLUDE (last_viewed_at, bytes);

      CREATE TABLE insight_issues (
        item_id      bigint PRIMARY KEY,
        section_id   uuid NOT NULL,
        type         text NOT NULL,
        issues       smallint NOT NULL CHECK (issues BETWEEN 1 AND 15),
        counted      boolean NOT NULL,
        bytes        bigint CHECK (bytes >= 0),
        bitrate_kbps integer,
        video_codec  text,
        container    text,
        sort_key     text COLLATE "C" NOT NULL,
        added_at     timestamptz(3) NOT NULL
      );
      CREATE INDEX insight_issues_bytes ON insight_issues (section_id, type, issues, COALESCE(bytes, -1), item_id) INCLUDE (bytes, counted);
      CREATE INDEX insight_issues_title ON insight_issues (section_id, type, issues, sort_key, item_id);
      CREATE INDEX insight_issues_added_at ON insight_issues (section_id, type, issues, added_at, item_id);
      CREATE INDEX insight_issues_bitrate ON insight_issues (section_id, type, issues, COALESCE(bitrate_kbps, -1), item_id);

      CREATE TABLE insight_duplicates (
        id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind           text NOT NULL CHECK (kind IN ('versions', 'sameTitle', 'servers')),
        key            text NOT NULL,
        type           text NOT NULL,
        sort_key       text COLLATE "C" NOT NULL,
        freeable_bytes bigint CHECK (freeable_bytes >= 0),
        section_ids    uuid[] NOT NULL,
        server_ids     uuid[] NOT NULL,
        UNIQUE (kind, key)
      );
      CREATE INDEX insight_duplicates_freeable ON insight_duplicates (kind, type, COALESCE(freeable_bytes, -1), id);
      CREATE INDEX insight_duplicates_title ON insight_duplicates (kind, type, sort_key, id);

      CREATE TABLE insight_duplicate_items (
        duplicate_id bigint NOT NULL REFERENCES insight_duplicates (id) ON DELETE CASCADE,
        item_id      bigint NOT NULL,
        PRIMARY KEY (duplicate_id, item_id)
      );
      CREATE INDEX insight_duplicate_items_item ON insight_duplicate_items (item_id);

      CREATE TABLE insight_histories (
        server_id uuid PRIMARY KEY,
        since     timestamptz(3)
      );

      CREATE TABLE insight_comparisons (
        id          smallint PRIMARY KEY CHECK (id = 1),
        made_at     timestamptz(3) NOT NULL,
        section_ids uuid[] NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE insight_comparisons, insight_histories, insight_duplicate_items, insight_duplicates, insight_issues, insight_titles,
        insight_blocks, insight_kinds, insight_storage;
      ALTER TABLE library_sections DROP COLUMN insight_at, DROP COLUMN writes_to_insight;
    `);
  }
}
