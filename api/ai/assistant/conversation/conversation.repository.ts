import { Injectable } from '@nestjs/common';
import { Database, leaseIsOver } from '../../../infra/database';
import type { ChatUsage } from '../../provider/chat';
import type { Feedback, MessageRole, MessageState, StoredBlock, StoredStep } from './message';

export interface ConversationRow {
  id: string;
  title: string;
  createdAt: Date;
  updatedAt: Date;
}

export interface MessageRow {
  id: string;
  role: MessageRole;
  state: MessageState;
  text: string;
  blocks: StoredBlock[];
  tools: StoredStep[];
  model: string | null;
  promptTokens: number | null;
  completionTokens: number | null;
  usageEstimated: boolean;
  errorCode: string | null;
  feedback: Feedback | null;
  createdAt: Date;
}

export interface NewAnswer {
  state: MessageState;
  text: string;
  blocks: readonly StoredBlock[];
  tools: readonly StoredStep[];
  model: string;
  usage: ChatUsage;
  errorCode: string | null;
}

/** Place of a conversation in the list. */
export interface ConversationPlace {
  updatedAt: string;
  id: string;
}

type Row<T> = T & Record<string, unknown>;

const CONVERSATION = `id, title, created_at AS "createdAt", updated_at AS "updatedAt"`;
const MESSAGE = `id, role, state, text, blocks, tools, model, prompt_tokens AS "promptTokens",
  completion_tokens AS "completionTokens", usage_estimated AS "usageEstimated", error_code AS "errorCode", feedback,
  created_at AS "createdAt"`;

/** Longer than any turn: what stands after that is left over from a process that died. */
const LONGEST_TURN_SECONDS = 45;

/** So many conversations of a person may wait for their first question. */
const MOST_EMPTY = 500;

// One whose first turn begins meanwhile is busy when the lock is had, and stays.
const DROP_EMPTY = `
  DELETE FROM ai_conversations WHERE busy_until IS NULL AND id IN (
    SELECT c.id FROM ai_conversations c
    WHERE c.user_id = $1 AND NOT EXISTS (SELECT FROM ai_messages m WHERE m.conversation_id = c.id)
    ORDER BY c.updated_at DESC, c.id DESC OFFSET $2)`;

/** Every statement about `ai_conversations` and `ai_messages`. All of them name the person whose they are. */
@Injectable()
export class ConversationRepository {
  constructor(private readonly database: Database) {}

  /** The oldest in which nothing was said give way, so that nobody fills the table by opening ever new ones. */
  async create(userId: string, title: string): Promise<ConversationRow> {
    return this.database.transaction(async (sql) => {
      await sql.run(DROP_EMPTY, [userId, MOST_EMPTY - 1]);
      const row = await sql.row<Row<ConversationRow>>(
        `INSERT INTO ai_conversations (user_id, title) VALUES ($1, $2) RETURNING ${CONVERSATION}`,
        [userId, title],
      );
      return row!;
    });
  }

  /** The one last spoken in first; one more than `limit`, where there is more. */
  list(userId: string, limit: number, after: ConversationPlace | null): Promise<ConversationRow[]> {
    return this.database.rows<Row<ConversationRow>>(
      `SELECT ${CONVERSATION} FROM ai_conversations
       WHERE user_id = $1 AND ($3::timestamptz IS NULL OR (updated_at, id) < ($3, $4::uuid))
       ORDER BY updated_at DESC, id DESC LIMIT $2`,
      [userId, limit + 1, after?.updatedAt ?? null, after?.id ?? null],
    );
  }

  find(userId: string, id: string): Promise<ConversationRow | null> {
    return this.database.row<Row<ConversationRow>>(
      `SELECT ${CONVERSATION} FROM ai_conversations WHERE user_id = $1 AND id = $2`,
      [userId, id],
    );
  }

  messages(conversationId: string): Promise<MessageRow[]> {
    return this.database.rows<Row<MessageRow>>(
      `SELECT ${MESSAGE} FROM ai_messages WHERE conversation_id = $1 ORDER BY position`,
      [conversationId],
    );
  }

  async countMessages(conversationId: string): Promise<number> {
    const row = await this.database.row<{ count: number }>(
      'SELECT count(*)::int AS count FROM ai_messages WHERE conversation_id = $1',
      [conversationId],
    );
    return row!.count;
  }

  /** False where there was none. */
  async remove(userId: string, id: string): Promise<boolean> {
    return (await this.database.run('DELETE FROM ai_conversations WHERE user_id = $1 AND id = $2', [userId, id])) > 0;
  }

  async removeAll(userId: string): Promise<void> {
    await this.database.run('DELETE FROM ai_conversations WHERE user_id = $1', [userId]);
  }

  /**
   * Takes the conversation for one turn and writes its question down. False where another turn has it, or it is gone.
   * @param title for a conversation that has none yet
   */
  async begin(userId: string, id: string, text: string, title: string): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      const taken = await sql.run(
        `UPDATE ai_conversations SET busy_until = now() + interval '${LONGEST_TURN_SECONDS} seconds', updated_at = now(),
           title = CASE title WHEN '' THEN $3 ELSE title END
         WHERE user_id = $1 AND id = $2 AND COALESCE(${leaseIsOver('busy_until', LONGEST_TURN_SECONDS)}, true)`,
        [userId, id, title],
      );
      if (taken > 0) await sql.run(ADD_QUESTION, [id, text]);
      return taken > 0;
    });
  }

  /** Writes the answer down and gives the conversation free. Null where it was deleted meanwhile. */
  async end(id: string, { state, text, blocks, tools, model, usage, errorCode }: NewAnswer): Promise<string | null> {
    return this.database.transaction(async (sql) => {
      const held = await sql.run('UPDATE ai_conversations SET busy_until = NULL, updated_at = now() WHERE id = $1', [
        id,
      ]);
      if (held === 0) return null;
      const { promptTokens, completionTokens, estimated } = usage;
      const row = await sql.row<{ id: string }>(ADD_ANSWER, [
        ...[id, state, text, JSON.stringify(blocks), JSON.stringify(tools)],
        ...[model, promptTokens, completionTokens, estimated, errorCode],
      ]);
      return row!.id;
    });
  }

  /** Gives it free without an answer. */
  async release(id: string): Promise<void> {
    await this.database.run('UPDATE ai_conversations SET busy_until = NULL WHERE id = $1', [id]);
  }

  /** False where it is no answer to this person. */
  async judge(userId: string, messageId: string, feedback: Feedback | null): Promise<boolean> {
    const judged = await this.database.run(
      `UPDATE ai_messages m SET feedback = $3 FROM ai_conversations c
       WHERE m.id = $2 AND c.id = m.conversation_id AND c.user_id = $1 AND m.role = 'assistant'`,
      [userId, messageId, feedback],
    );
    return judged > 0;
  }
}

const NEXT = '(SELECT COALESCE(max(position) + 1, 0) FROM ai_messages WHERE conversation_id = $1)';
const ADD_QUESTION = `INSERT INTO ai_messages (conversation_id, position, role, text) VALUES ($1, ${NEXT}, 'user', $2)`;
const ADD_ANSWER = `
  INSERT INTO ai_messages (conversation_id, position, role, state, text, blocks, tools, model, prompt_tokens,
    completion_tokens, usage_estimated, error_code)
  VALUES ($1, ${NEXT}, 'assistant', $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8, $9, $10) RETURNING id`;
