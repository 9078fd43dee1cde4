import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Which languages an item is spoken in: of its own file, of shows and seasons of their first episode's. */
@Entity('item_languages')
export class ItemLanguagesEntity {
  @PrimaryColumn({ type: 'bigint', name: 'item_id', primaryKeyConstraintName: 'item_languages_pkey' })
  @ForeignKey('MediaItemEntity', { name: 'item_languages_item_id_fkey', onDelete: 'CASCADE' })
  itemId: string;

  /** Whose streams were read. */
  @Index('item_languages_source')
  @Column({ type: 'bigint', name: 'source_id' })
  @ForeignKey('MediaItemEntity', { name: 'item_languages_source_id_fkey', onDelete: 'CASCADE' })
  sourceId: string;

  /** Plex's `updatedAt` of the source then: where the source has another one by now, nothing is known any more. */
  @Column({ type: 'timestamptz', name: 'source_updated_at', precision: 3, nullable: true })
  sourceUpdatedAt: Date | null;

  /** As `languageCode` tells them; null where the server told of no streams, empty where of none with a language. */
  @Column({ type: 'text', array: true, nullable: true })
  languages: string[] | null;

  @Column({ type: 'timestamptz', name: 'read_at', precision: 3, default: () => 'now()' })
  readAt: Date;
}
