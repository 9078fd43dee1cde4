import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SealedSecret } from '../../infra/crypto';

/** A registered server that plex.tv lists for a user, and the sections of it that the user may see. */
@Entity('server_members')
@Check('server_members_sealed_token_check', `sealed_token <> ''`)
export class ServerMember {
  @PrimaryColumn({ name: 'user_id', type: 'uuid' })
  @ForeignKey('User', { name: 'server_members_user_id_fkey', onDelete: 'CASCADE' })
  userId: string;

  @Index('server_members_server_id')
  @PrimaryColumn({ name: 'server_id', type: 'uuid' })
  @ForeignKey('PlexServerEntity', { name: 'server_members_server_id_fkey', onDelete: 'CASCADE' })
  serverId: string;

  /** Keys of the shared library sections; empty means none, never all. */
  @Column({ name: 'section_keys', type: 'text', array: true })
  sectionKeys: string[];

  /** The user's own token for this server, sealed. */
  @Column({ name: 'sealed_token', type: 'text' })
  sealedToken: SealedSecret;

  @Column({ name: 'checked_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  checkedAt: Date;
}
