import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { PassState } from './history-pass.types';

/** How far the history of a server was read. */
@Entity('history_imports')
@Check('history_imports_known_total_check', 'known_total >= 0')
export class HistoryImportEntity {
  @PrimaryColumn({ type: 'uuid', name: 'server_id', primaryKeyConstraintName: 'history_imports_pkey' })
  @ForeignKey('PlexServerEntity', { name: 'history_imports_server_id_fkey', onDelete: 'CASCADE' })
  serverId: string;

  /** plex.tv id that account 1 of the server was taken for. */
  @Column({ type: 'bigint', name: 'owner_account_id' })
  ownerAccountId: string;

  /** Newest view of a pass that was read to its end; null before the first. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  watermark: Date | null;

  /** Rows that the server's history had at the last whole pass, and those that came since. */
  @Column({ type: 'integer', name: 'known_total', default: 0 })
  knownTotal: number;

  /** A pass under way: from here it goes on after a restart. */
  @Column({ type: 'jsonb', nullable: true })
  pass: PassState | null;

  @Column({ type: 'timestamptz', name: 'imported_at', precision: 3, nullable: true })
  importedAt: Date | null;

  /** When the whole history was last read. */
  @Column({ type: 'timestamptz', name: 'whole_at', precision: 3, nullable: true })
  wholeAt: Date | null;

  /** What kept the last import from its end; null when it got there. */
  @Column({ type: 'text', name: 'error_code', nullable: true })
  errorCode: string | null;

  /** Counts up whenever items came or went: plays are to be attached again. */
  @Column({ type: 'integer', name: 'attach_wanted', default: 1 })
  attachWanted: number;

  /** The wish that was last fulfilled. */
  @Column({ type: 'integer', name: 'attach_done', default: 0 })
  attachDone: number;
}
