import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Tokens of somebody's budget that an answer on its way may still use; gone when it ends. */
@Entity('ai_reservations')
@Check('ai_reservations_tokens_check', 'tokens >= 0')
@Index('ai_reservations_user', ['userId'])
export class ReservationEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'ai_reservations_pkey' })
  id: string;

  @Column({ type: 'uuid', name: 'user_id' })
  @ForeignKey('User', { name: 'ai_reservations_user_id_fkey', onDelete: 'CASCADE' })
  userId: string;

  /** Shrinks as they are used and booked. */
  @Column('integer')
  tokens: number;

  /** Later than any answer: what is older is left over from a process that died, and counts for nothing. */
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt: Date;
}
