import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';

export type PlexServerStatus = 'online' | 'offline' | 'unauthorized';

/** A registered media server. */
@Entity('plex_servers')
@Unique('plex_servers_machine_identifier_key', ['machineIdentifier'])
@Check('plex_servers_machine_identifier_check', `machine_identifier <> ''`)
@Check('plex_servers_uri_check', `uri <> ''`)
@Check('plex_servers_sealed_token_check', `sealed_token <> ''`)
@Check('plex_servers_status_check', `status IN ('online', 'offline', 'unauthorized')`)
export class PlexServerEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'plex_servers_pkey' })
  id: string;

  @Column({ name: 'machine_identifier', type: 'text' })
  machineIdentifier: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', default: '' })
  version: string;

  @Column({ type: 'text', default: '' })
  platform: string;

  @Column({ type: 'boolean' })
  owned: boolean;

  /** Address that answered last; replaced by itself when the server moves. */
  @Column({ type: 'text' })
  uri: string;

  /** Token for this server, sealed. */
  @Column({ name: 'sealed_token', type: 'text' })
  sealedToken: string;

  /** plex.tv account that registered the server and whose resources tell where it is. */
  @Column({ name: 'owner_account_id', type: 'bigint' })
  @ForeignKey('PlexAccountEntity', { name: 'plex_servers_owner_account_id_fkey' })
  ownerAccountId: string;

  @Column({ type: 'text', default: 'online' })
  status: PlexServerStatus;

  @Column({ name: 'last_seen_at', type: 'timestamptz', precision: 3, nullable: true })
  lastSeenAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
