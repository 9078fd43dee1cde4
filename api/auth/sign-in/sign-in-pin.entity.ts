import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { SealedSecret } from '../../infra/crypto';

/** An attempt to sign in: a PIN at plex.tv, bound to the browser that asked for it. */
@Entity('sign_in_pins')
@Check('sign_in_pins_code_check', `code <> ''`)
@Check('sign_in_pins_browser_hash_check', 'length(browser_hash) = 32')
export class SignInPin {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ name: 'plex_pin_id', type: 'bigint' })
  plexPinId: string;

  @Column({ type: 'text' })
  code: string;

  /** SHA-256 of the cookie that the asking browser holds. */
  @Column({ name: 'browser_hash', type: 'bytea' })
  browserHash: Buffer;

  /** Kept from approval until the claim succeeds, so that a wrong set-up code can be tried again. */
  @Column({ name: 'sealed_token', type: 'text', nullable: true })
  sealedToken: SealedSecret | null;

  /** Set to the past when the PIN is used: it is claimed once. */
  @Index('sign_in_pins_expires_at')
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
