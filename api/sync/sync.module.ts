import { Module } from '@nestjs/common';
import { LibraryModule } from '../library';
import { PlexModule } from '../plex';
import { DetailsHandler } from './details/details.handler';
import { RunAnnouncer } from './events/run-announcer';
import { RunEventHub } from './events/run-event-hub';
import { RunEventStreams } from './events/run-event-streams';
import { SyncEventsController } from './events/sync-events.controller';
import { HistoryImport } from './history/history-import';
import { HistoryImportRepository } from './history/history-import.repository';
import { HistorySchedule } from './history/history-schedule';
import { ImportHistoryHandler } from './history/import-history.handler';
import { SessionWatch } from './history/session-watch';
import { SessionWatchLinks } from './history/session-watch-links';
import { SessionWatchRepository } from './history/session-watch.repository';
import { ApplyChangesHandler } from './push/apply-changes.handler';
import { ChangeApplier } from './push/change-applier';
import { ChangeQueue } from './push/change-queue';
import { ChangeWriter } from './push/change-writer';
import { PlayingEvents } from './push/playing-events';
import { PlayingWatch } from './push/playing-watch';
import { PushSwitch } from './push/push-switch';
import { RemovalBrake } from './push/removal-brake';
import { RunRequests } from './push/run-requests';
import { STREAM_METRICS, StreamListeners } from './push/stream-listeners';
import { StreamPorts } from './push/stream-ports';
import { SyncChangeRepository } from './push/sync-change.repository';
import { SyncStreamRepository } from './push/sync-stream.repository';
import { OrphanRuns } from './run/orphan-runs';
import { RunPlanner } from './run/run-planner';
import { RunSessions } from './run/run-sessions';
import { SyncCursorRepository } from './run/sync-cursor.repository';
import { SyncRunSectionRepository } from './run/sync-run-section.repository';
import { SYNC_METRICS, SyncMetrics } from './run/sync-metrics';
import { SyncRunHandler } from './run/sync-run.handler';
import { SyncRunQuery } from './run/sync-run.query';
import { SyncRunRepository } from './run/sync-run.repository';
import { SyncController } from './run/sync.controller';
import { SyncService } from './run/sync.service';
import { SCHEDULE_PROVIDERS } from './schedule/schedule.providers';
import { SyncScheduleController } from './schedule/sync-schedule.controller';
import { SectionSumming } from './sums/section-summing';
import { SectionSumsHandler } from './sums/section-sums.handler';
import { CountCheck } from './sweep/count-check';
import { PageMemory } from './sweep/page-memory.repository';
import { PageWriteRepository } from './sweep/page-write.repository';
import { ImportViewsHandler } from './views/import-views.handler';
import { ShareQuery } from './views/share.query';
import { ViewsImport } from './views/views-import';
import { ViewsSchedule } from './views/views-schedule';
import { PlannerStatistics } from './sweep/planner-statistics.repository';
import { SectionCompletion } from './sweep/section-completion';
import { SectionReading } from './sweep/section-reading';
import { SectionRemovals } from './sweep/section-removals';
import { SectionRunner } from './sweep/section-runner';

/** Fills the library from Plex, truthfully: runs, their progress and their history. */
@Module({
  imports: [PlexModule, LibraryModule],
  controllers: [SyncController, SyncScheduleController, SyncEventsController],
  providers: [
    RunAnnouncer,
    RunEventHub,
    RunEventStreams,
    SyncRunQuery,
    SyncRunRepository,
    SyncRunSectionRepository,
    SyncCursorRepository,
    SyncService,
    SyncRunHandler,
    RunPlanner,
    RunSessions,
    SectionRunner,
    SectionCompletion,
    CountCheck,
    SectionReading,
    SectionRemovals,
    SectionSumming,
    SectionSumsHandler,
    PlannerStatistics,
    PageWriteRepository,
    PageMemory,
    OrphanRuns,
    DetailsHandler,
    HistoryImportRepository,
    HistoryImport,
    ImportHistoryHandler,
    HistorySchedule,
    ShareQuery,
    ViewsImport,
    ImportViewsHandler,
    ViewsSchedule,
    SessionWatchRepository,
    SessionWatchLinks,
    SessionWatch,
    PushSwitch,
    PlayingEvents,
    PlayingWatch,
    SyncStreamRepository,
    SyncChangeRepository,
    RunRequests,
    ChangeQueue,
    ChangeWriter,
    RemovalBrake,
    ChangeApplier,
    ApplyChangesHandler,
    StreamPorts,
    StreamListeners,
    ...STREAM_METRICS,
    ...SCHEDULE_PROVIDERS,
    SyncMetrics,
    ...SYNC_METRICS,
  ],
  exports: [SyncService],
})
export class SyncModule {}
