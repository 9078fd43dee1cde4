import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { AuditChange } from './act';
import type { AuditActorKind, AuditOutcome } from './audit.dto';

/** One administrative act. Refers to nothing: it outlives whoever acted and whatever was acted upon. */
@Entity('audit_entries')
@Check('audit_entries_action_check', `action <> ''`)
@Check('audit_entries_actor_kind_check', `actor_kind IN ('user', 'api-key')`)
@Check('audit_entries_target_kind_check', `target_kind <> ''`)
@Check('audit_entries_changes_check', `jsonb_typeof(changes) = 'array'`)
@Check('audit_entries_user_agent_check', 'length(user_agent) <= 200')
@Check('audit_entries_outcome_check', `outcome IN ('done', 'refused', 'failed')`)
@Check('audit_entries_check', '(actor_kind IS NULL) = (actor_id IS NULL)')
@Check('audit_entries_check1', `(COALESCE(outcome, 'done') = 'done') = (error_code IS NULL)`)
@Index('audit_entries_at', ['at', 'id'])
@Index('audit_entries_actor', ['actorId', 'at', 'id'])
@Index('audit_entries_action', ['action', 'at', 'id'])
@Index('audit_entries_search', { synchronize: false })
export class AuditEntry {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** When the act began. */
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;

  @Column({ type: 'text' })
  action: string;

  /** Null where nobody was signed in. */
  @Column({ name: 'actor_kind', type: 'text', nullable: true })
  actorKind: AuditActorKind | null;

  @Column({ name: 'actor_id', type: 'uuid', nullable: true })
  actorId: string | null;

  /** As it was at the time; empty without an actor. */
  @Column({ name: 'actor_name', type: 'text', default: '' })
  actorName: string;

  @Column({ name: 'target_kind', type: 'text' })
  targetKind: string;

  @Column({ name: 'target_id', type: 'text', nullable: true })
  targetId: string | null;

  @Column({ name: 'target_name', type: 'text', nullable: true })
  targetName: string | null;

  @Column({ type: 'jsonb', default: () => `'[]'` })
  changes: AuditChange[];

  @Column({ type: 'text', default: '' })
  address: string;

  @Column({ name: 'user_agent', type: 'text', default: '' })
  userAgent: string;

  @Column({ name: 'request_id', type: 'text', nullable: true })
  requestId: string | null;

  /** Null from the beginning of the act to its end: what stays null was interrupted. */
  @Column({ type: 'text', nullable: true })
  outcome: AuditOutcome | null;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode: string | null;

  /** What `q` looks through, in lower case. */
  @Column({ name: 'search_text', type: 'text', default: '' })
  searchText: string;
}
