import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A movie, episode or track that is there more than once. */
@Entity('insight_duplicates')
@Unique('insight_duplicates_kind_key_key', ['kind', 'key'])
@Check('insight_duplicates_kind_check', `kind IN ('versions', 'sameTitle', 'servers')`)
@Check('insight_duplicates_freeable_bytes_check', 'freeable_bytes >= 0')
@Index('insight_duplicates_freeable', { synchronize: false })
@Index('insight_duplicates_title', { synchronize: false })
export class InsightDuplicateEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'insight_duplicates_pkey',
  })
  id: string;

  @Column('text')
  kind: string;

  /** Names the same copies again when they are looked for the next time. */
  @Column('text')
  key: string;

  @Column('text')
  type: string;

  @Column({ type: 'text', name: 'sort_key', collation: 'C' })
  sortKey: string;

  @Column('bigint', { name: 'freeable_bytes', nullable: true })
  freeableBytes: string | null;

  @Column('uuid', { name: 'section_ids', array: true })
  sectionIds: string[];

  @Column('uuid', { name: 'server_ids', array: true })
  serverIds: string[];
}
