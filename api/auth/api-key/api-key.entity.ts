import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Scope } from '../../common';

/** A program's key. It counts only while the administrator who made it is one. */
@Entity('api_keys')
@Unique('api_keys_key_hash_key', ['keyHash'])
@Check('api_keys_name_check', `name <> ''`)
@Check('api_keys_key_hash_check', 'length(key_hash) = 32')
@Check('api_keys_scopes_check', 'cardinality(scopes) > 0')
export class ApiKey {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Index('api_keys_user_id')
  @Column({ name: 'user_id', type: 'uuid' })
  @ForeignKey('User', { name: 'api_keys_user_id_fkey', onDelete: 'CASCADE' })
  userId: string;

  @Column({ type: 'text' })
  name: string;

  /** SHA-256 of the key; the key itself is shown once and kept nowhere. */
  @Column({ name: 'key_hash', type: 'bytea' })
  keyHash: Buffer;

  @Column({ type: 'text', array: true })
  scopes: Scope[];

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', precision: 3, nullable: true })
  lastUsedAt: Date | null;

  /** Network address of the last use. */
  @Column({ name: 'last_used_address', type: 'text', nullable: true })
  lastUsedAddress: string | null;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  expiresAt: Date | null;
}
