import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { Verdict } from './engine';

export interface SaidVerdict extends Record<string, unknown> {
  itemId: string;
  verdict: Verdict;
  title: string;
  type: string;
}

@Injectable()
export class PickVerdicts {
  constructor(private readonly database: Database) {}

  of(userId: string): Promise<SaidVerdict[]> {
    return this.database.rows<SaidVerdict>(
      `SELECT v.item_id AS "itemId", v.verdict, i.title, i.type
       FROM pick_verdicts v JOIN media_items i ON i.id = v.item_id WHERE v.user_id = $1`,
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
