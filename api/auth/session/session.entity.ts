import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A browser that is signed in. Valid while used within 30 days and not past `expiresAt`. */
@Entity('sessions')
@Unique('sessions_token_hash_key', ['tokenHash'])
@Check('sessions_token_hash_check', 'length(token_hash) = 32')
export class Session {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Index('sessions_user_id')
  @Column({ name: 'user_id', type: 'uuid' })
  @ForeignKey('User', { name: 'sessions_user_id_fkey', onDelete: 'CASCADE' })
  userId: string;

  /** SHA-256 of the cookie; the cookie itself is nowhere. */
  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer;

  @Column({ name: 'user_agent', type: 'text', default: '' })
  userAgent: string;

  @Column({ type: 'text', default: '' })
  address: string;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;

  /** Written at most once a minute. */
  @Column({ name: 'last_used_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  lastUsedAt: Date;

  /** Absolute end, 90 days after sign-in. */
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
