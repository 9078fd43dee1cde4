import type { Provider } from '@nestjs/common';
import { OrphanRuns } from './orphan-runs';
import { RunPlanner } from './run-planner';
import { RunSessions } from './run-sessions';
import { SyncCursorRepository } from './sync-cursor.repository';
import { SyncRunSectionRepository } from './sync-run-section.repository';
import { SyncRunHandler } from './sync-run.handler';
import { SyncRunQuery } from './sync-run.query';
import { SyncRunRepository } from './sync-run.repository';
import { SyncService } from './sync.service';

export const RUN_PROVIDERS: Provider[] = [
  SyncRunQuery,
  SyncRunRepository,
  SyncRunSectionRepository,
  SyncCursorRepository,
  SyncService,
  SyncRunHandler,
  RunPlanner,
  RunSessions,
  OrphanRuns,
];
