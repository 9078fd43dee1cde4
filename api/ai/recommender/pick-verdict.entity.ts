import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Verdict } from './engine';

/** What a person said about a title that was recommended, or that they want more of. */
@Entity('pick_verdicts')
@Check('pick_verdicts_verdict_check', `verdict IN ('more-like-this', 'not-interested')`)
export class PickVerdictEntity {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'pick_verdicts_pkey' })
  @ForeignKey('User', { name: 'pick_verdicts_user_id_fkey', onDelete: 'CASCADE' })
  userId: string;

  @Index('pick_verdicts_item')
  @PrimaryColumn({ type: 'bigint', name: 'item_id', primaryKeyConstraintName: 'pick_verdicts_pkey' })
  @ForeignKey('MediaItemEntity', { name: 'pick_verdicts_item_id_fkey', onDelete: 'CASCADE' })
  itemId: string;

  @Column('text')
  verdict: Verdict;

  @Column({ type: 'timestamptz', name: 'said_at', precision: 3, default: () => 'now()' })
  saidAt: Date;
}
