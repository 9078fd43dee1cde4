import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A plex.tv account that signed in here, with its sealed token. */
@Entity('plex_accounts')
@Check('plex_accounts_account_id_check', 'account_id > 0')
@Check('plex_accounts_sealed_token_check', `sealed_token <> ''`)
@Check('plex_accounts_token_state_check', `token_state IN ('valid', 'revoked')`)
export class PlexAccountEntity {
  /** plex.tv id, as text: it may exceed 2^53. */
  @PrimaryColumn({ name: 'account_id', type: 'bigint', primaryKeyConstraintName: 'plex_accounts_pkey' })
  accountId: string;

  @Column({ name: 'sealed_token', type: 'text' })
  sealedToken: string;

  /** `revoked` once plex.tv has said that the token is dead. */
  @Column({ name: 'token_state', type: 'text', default: 'valid' })
  tokenState: 'valid' | 'revoked';

  @Column({ name: 'checked_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  checkedAt: Date;
}
