import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Role } from '../../common';

/** A person who has signed in. Known by the Plex account id alone: names and addresses change. */
@Entity('users')
@Unique('users_plex_account_id_key', ['plexAccountId'])
@Index('users_created_at', ['createdAt', 'id'])
@Check('users_display_name_check', `display_name <> ''`)
@Check('users_role_check', `role IN ('admin', 'user')`)
export class User {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** plex.tv account id, as text: it may exceed 2^53. */
  @Column({ name: 'plex_account_id', type: 'bigint' })
  @ForeignKey('PlexAccountEntity', { name: 'users_plex_account_id_fkey' })
  plexAccountId: string;

  /** Empty for managed users. */
  @Column({ type: 'text' })
  username: string;

  @Column({ name: 'display_name', type: 'text' })
  displayName: string;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Column({ name: 'avatar_url', type: 'text', nullable: true })
  avatarUrl: string | null;

  @Column({ type: 'text', default: 'user' })
  role: Role;

  @Column({ type: 'boolean', default: false })
  disabled: boolean;

  @Column({ name: 'last_active_at', type: 'timestamptz', precision: 3, nullable: true })
  lastActiveAt: Date | null;

  /** When plex.tv last told which servers are shared with this person. */
  @Column({ name: 'membership_checked_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  membershipCheckedAt: Date;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
