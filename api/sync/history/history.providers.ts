import type { Provider } from '@nestjs/common';
import { HistoryImport } from './history-import';
import { HistoryImportRepository } from './history-import.repository';
import { HistorySchedule } from './history-schedule';
import { ImportHistoryHandler } from './import-history.handler';
import { SessionWatch } from './session-watch';
import { SessionWatchLinks } from './session-watch-links';
import { SessionWatchRepository } from './session-watch.repository';

export const HISTORY_PROVIDERS: Provider[] = [
  HistoryImportRepository,
  HistoryImport,
  ImportHistoryHandler,
  HistorySchedule,
  SessionWatchRepository,
  SessionWatchLinks,
  SessionWatch,
];
