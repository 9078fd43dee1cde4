import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Feedback, MessageRole, MessageState, StoredBlock, StoredStep } from './message';

/** A question, or the checked answer to it. */
@Entity('ai_messages')
@Check('ai_messages_position_check', 'position >= 0')
@Check('ai_messages_role_check', `role IN ('user', 'assistant')`)
@Check('ai_messages_state_check', `state IN ('complete', 'partial', 'failed')`)
@Check('ai_messages_blocks_check', `jsonb_typeof(blocks) = 'array'`)
@Check('ai_messages_tools_check', `jsonb_typeof(tools) = 'array'`)
@Check('ai_messages_prompt_tokens_check', 'prompt_tokens >= 0')
@Check('ai_messages_completion_tokens_check', 'completion_tokens >= 0')
@Check('ai_messages_feedback_check', `feedback IN ('good', 'bad')`)
@Check('ai_messages_check', '(prompt_tokens IS NULL) = (completion_tokens IS NULL)')
@Check('ai_messages_check1', `role = 'assistant' OR feedback IS NULL`)
@Unique('ai_messages_conversation_id_position_key', ['conversationId', 'position'])
export class MessageEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'ai_messages_pkey' })
  id: string;

  @Column({ type: 'uuid', name: 'conversation_id' })
  @ForeignKey('ConversationEntity', { name: 'ai_messages_conversation_id_fkey', onDelete: 'CASCADE' })
  conversationId: string;

  /** Counted from 0 within its conversation. */
  @Column('integer')
  position: number;

  @Column('text')
  role: MessageRole;

  /** `partial`: a fault or the reader ended it; `failed`: nothing came. */
  @Column({ type: 'text', default: 'complete' })
  state: MessageState;

  @Column({ type: 'text', default: '' })
  text: string;

  @Column({ type: 'jsonb', default: () => `'[]'` })
  blocks: StoredBlock[];

  @Column({ type: 'jsonb', default: () => `'[]'` })
  tools: StoredStep[];

  @Column({ type: 'text', nullable: true })
  model: string | null;

  /** Of all rounds of the turn; null where no provider was asked. */
  @Column({ type: 'integer', name: 'prompt_tokens', nullable: true })
  promptTokens: number | null;

  @Column({ type: 'integer', name: 'completion_tokens', nullable: true })
  completionTokens: number | null;

  @Column({ type: 'boolean', name: 'usage_estimated', default: false })
  usageEstimated: boolean;

  /** Why it is not complete. */
  @Column({ type: 'text', name: 'error_code', nullable: true })
  errorCode: string | null;

  @Column({ type: 'text', nullable: true })
  feedback: Feedback | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
