import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** When duplicates were last looked for, and where: one row at most. */
@Entity('insight_comparisons')
@Check('insight_comparisons_id_check', 'id = 1')
export class InsightComparisonEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'insight_comparisons_pkey' })
  id: number;

  @Column({ type: 'timestamptz', name: 'made_at', precision: 3 })
  madeAt: Date;

  /** The sections that were enabled then. */
  @Column('uuid', { name: 'section_ids', array: true })
  sectionIds: string[];
}
