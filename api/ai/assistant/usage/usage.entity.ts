import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One call of the AI provider: the ledger that budgets are reckoned from. Outlives the conversation. */
@Entity('ai_usage')
@Check('ai_usage_purpose_check', `purpose <> ''`)
@Check('ai_usage_model_check', `model <> ''`)
@Check('ai_usage_prompt_tokens_check', 'prompt_tokens >= 0')
@Check('ai_usage_completion_tokens_check', 'completion_tokens >= 0')
@Check('ai_usage_cost_check', 'cost >= 0')
@Index('ai_usage_user', ['userId', 'usedAt'])
@Index('ai_usage_time', ['usedAt'])
export class UsageEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'ai_usage_pkey' })
  id: string;

  @Column({ type: 'uuid', name: 'user_id' })
  @ForeignKey('User', { name: 'ai_usage_user_id_fkey', onDelete: 'CASCADE' })
  userId: string;

  @Column({ type: 'timestamptz', name: 'used_at', precision: 3, default: () => 'now()' })
  usedAt: Date;

  /** Which part of the product asked. */
  @Column('text')
  purpose: string;

  @Column('text')
  model: string;

  @Column({ type: 'integer', name: 'prompt_tokens' })
  promptTokens: number;

  @Column({ type: 'integer', name: 'completion_tokens' })
  completionTokens: number;

  /** The provider did not count: reckoned from the length of the texts. */
  @Column('boolean')
  estimated: boolean;

  /** At the prices of that moment, in the currency that they are in; null where no prices are set. */
  @Column({ type: 'numeric', precision: 16, scale: 8, nullable: true })
  cost: string | null;
}
