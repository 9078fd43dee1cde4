import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Whether a person wants the assistant at all; who said nothing does. */
@Entity('ai_preferences')
export class AiPreferenceEntity {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', primaryKeyConstraintName: 'ai_preferences_pkey' })
  @ForeignKey('User', { name: 'ai_preferences_user_id_fkey', onDelete: 'CASCADE' })
  userId: string;

  @Column('boolean')
  enabled: boolean;
}
