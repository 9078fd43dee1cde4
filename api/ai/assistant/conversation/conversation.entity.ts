import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What one person asks the assistant and what it answers. Nobody else reads it, administrators neither. */
@Entity('ai_conversations')
@Check('ai_conversations_title_check', 'length(title) <= 200')
@Index('ai_conversations_user', ['userId', 'updatedAt', 'id'])
export class ConversationEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'ai_conversations_pkey' })
  id: string;

  @Column({ type: 'uuid', name: 'user_id' })
  @ForeignKey('User', { name: 'ai_conversations_user_id_fkey', onDelete: 'CASCADE' })
  userId: string;

  /** Empty until the first question. */
  @Column({ type: 'text', default: '' })
  title: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt: Date;

  /** Until then a turn runs; it passes by itself where the process of that turn died. */
  @Column({ type: 'timestamptz', name: 'busy_until', precision: 3, nullable: true })
  busyUntil: Date | null;
}
