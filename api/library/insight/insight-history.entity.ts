import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far back the history of a server reaches. */
@Entity('insight_histories')
export class InsightHistoryEntity {
  @PrimaryColumn('uuid', { name: 'server_id', primaryKeyConstraintName: 'insight_histories_pkey' })
  serverId: string;

  /** The first view of anybody; null where there is none. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  since: Date | null;
}
