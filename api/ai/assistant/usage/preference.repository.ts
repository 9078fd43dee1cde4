import { Injectable } from '@nestjs/common';
import { Database } from '../../../infra/database';

/** Every statement about `ai_preferences`. */
@Injectable()
export class AiPreferences {
  constructor(private readonly database: Database) {}

  /** Who said nothing wants it. */
  async isEnabled(userId: string): Promise<boolean> {
    const row = await this.database.row<{ enabled: boolean }>('SELECT enabled FROM ai_preferences WHERE user_id = $1', [
      userId,
    ]);
    return row?.enabled ?? true;
  }

  async setEnabled(userId: string, enabled: boolean): Promise<void> {
    await this.database.run(
      `INSERT INTO ai_preferences (user_id, enabled) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET enabled = EXCLUDED.enabled`,
      [userId, enabled],
    );
  }
}
