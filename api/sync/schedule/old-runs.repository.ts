import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

/** Keeps the history of runs from growing for ever. */
@Injectable()
export class OldRunsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Forgets runs of 90 days ago, and after two days those by the schedule that looked for changes and found none.
   * The newest of each server and mode stays, and so does one that waits for a person. Answers how many went.
   */
  prune(now: Date): Promise<number> {
    return this.database.run(
      `DELETE FROM sync_runs old
       WHERE old.finished_at IS NOT NULL AND old.created_at < $1::timestamptz - interval '2 days'
         AND (old.created_at < $1::timestamptz - interval '90 days'
           OR (old.mode = 'incremental' AND old.trigger = 'schedule' AND old.state = 'succeeded'
             AND NOT EXISTS (SELECT FROM sync_run_sections
                             WHERE run_id = old.id AND (added > 0 OR updated > 0 OR removed > 0))))
         AND EXISTS (SELECT FROM sync_runs newer WHERE newer.server_id = old.server_id AND newer.mode = old.mode
                     AND newer.created_at > old.created_at)
         AND NOT (old.error_code IS NOT DISTINCT FROM 'removals-held'
           AND NOT EXISTS (SELECT FROM sync_runs newer WHERE newer.server_id = old.server_id
                           AND newer.created_at > old.created_at AND newer.state IN ('succeeded', 'incomplete')))`,
      [now],
    );
  }
}
