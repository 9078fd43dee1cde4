import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people ask the assistant, what it answers, what that costs, and who does without. */
export class CreateConversations1764204000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ai_conversations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        title text NOT NULL DEFAULT '' CHECK (length(title) <= 200),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        busy_until timestamptz(3)
      );
      CREATE INDEX ai_conversations_user ON ai_conversations (user_id, updated_at, id);

      CREATE TABLE ai_messages (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        conversation_id uuid NOT NULL REFERENCES ai_conversations (id) ON DELETE CASCADE,
        position integer NOT NULL CHECK (position >= 0),
        role text NOT NULL CHECK (role IN ('user', 'assistant')),
        state text NOT NULL DEFAULT 'complete' CHECK (state IN ('complete', 'partial', 'failed')),
        text text NOT NULL DEFAULT '',
        blocks jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(blocks) = 'array'),
        tools jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(tools) = 'array'),
        model text,
        prompt_tokens integer CHECK (prompt_tokens >= 0),
        completion_tokens integer CHECK (completion_tokens >= 0),
        usage_estimated boolean NOT NULL DEFAULT false,
        error_code text,
        feedback text CHECK (feedback IN ('good', 'bad')),
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CHECK ((prompt_tokens IS NULL) = (completion_tokens IS NULL)),
        CHECK (role = 'assistant' OR feedback IS NULL),
        UNIQUE (conversation_id, position)
      );

      CREATE TABLE ai_usage (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        used_at timestamptz(3) NOT NULL DEFAULT now(),
        purpose text NOT NULL CHECK (purpose <> ''),
        model text NOT NULL CHECK (model <> ''),
        prompt_tokens integer NOT NULL CHECK (prompt_tokens >= 0),
        completion_tokens integer NOT NULL CHECK (completion_tokens >= 0),
        estimated boolean NOT NULL,
        cost numeric(16, 8) CHECK (cost >= 0)
      );
      CREATE INDEX ai_usage_user ON ai_usage (user_id, used_at);
      CREATE INDEX ai_usage_time ON ai_usage (used_at);

      CREATE TABLE ai_preferences (
        user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
        enabled boolean NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ai_preferences, ai_usage, ai_messages, ai_conversations');
  }
}
