import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

const KEY = 'insight_duplicate_items_pkey';

/** An item that a group of duplicates is made of. */
@Entity('insight_duplicate_items')
export class InsightDuplicateItemEntity {
  @PrimaryColumn('bigint', { name: 'duplicate_id', primaryKeyConstraintName: KEY })
  @ForeignKey('InsightDuplicateEntity', { name: 'insight_duplicate_items_duplicate_id_fkey', onDelete: 'CASCADE' })
  duplicateId: string;

  @Index('insight_duplicate_items_item')
  @PrimaryColumn('bigint', { name: 'item_id', primaryKeyConstraintName: KEY })
  itemId: string;
}
