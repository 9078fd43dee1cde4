import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A named value that must outlive restarts and be the same for every process. */
@Entity('settings')
export class Setting {
  @PrimaryColumn({ type: 'text' })
  name: string;

  @Column({ type: 'jsonb' })
  value: unknown;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
