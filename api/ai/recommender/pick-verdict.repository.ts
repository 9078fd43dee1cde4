import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { Verdict } from './engine';

@Injectable()
export class PickVerdicts {
  constructor(private readonly database: Database) {}

  of(userId: string): Promise<{ itemId: string; verdict: Verdict }[]> {
    return this.database.rows<{ itemId: string; verdict: Verdict }>(
      'SELECT item_id AS "itemId", verdict FROM pick_verdicts WHERE user_id = $1',
      [userId],
      'pick-verdicts',
    );
  }

  async say(userId: string, itemId: string, verdict: Verdict): Promise<void> {
    await this.database.run(
      `INSERT INTO pick_verdicts (user_id, item_id, verdict) VALUES ($1, $2, $3)
       ON CONFLICT (user_id, item_id) DO UPDATE SET verdict = EXCLUDED.verdict, said_at = now()`,
      [userId, itemId, verdict],
    );
  }

  async takeBack(userId: string, itemId: string): Promise<void> {
    await this.database.run('DELETE FROM pick_verdicts WHERE user_id = $1 AND item_id = $2', [userId, itemId]);
  }
}
