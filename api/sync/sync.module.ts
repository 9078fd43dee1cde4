import { Module } from '@nestjs/common';
import { LibraryModule } from '../library';
import { PlexModule } from '../plex';
import { DetailsHandler } from './details/details.handler';
import { RunAnnouncer } from './events/run-announcer';
import { RunEventHub } from './events/run-event-hub';
import { RunEventStreams } from './events/run-event-streams';
import { SyncEventsController } from './events/sync-events.controller';
import { HISTORY_PROVIDERS } from './history/history.providers';
import { PUSH_PROVIDERS } from './push/push.providers';
import { INSIGHT_PROVIDERS } from './insight/insight.providers';
import { RUN_PROVIDERS } from './run/run.providers';
import { SyncController } from './run/sync.controller';
import { SyncService } from './run/sync.service';
import { SCHEDULE_PROVIDERS } from './schedule/schedule.providers';
import { SyncScheduleController } from './schedule/sync-schedule.controller';
import { SectionSumming } from './sums/section-summing';
import { SectionSumsHandler } from './sums/section-sums.handler';
import { SWEEP_PROVIDERS } from './sweep/sweep.providers';
import { VIEWS_PROVIDERS } from './views/views.providers';

/** Fills the library from Plex, truthfully: runs, their progress and their history. */
@Module({
  imports: [PlexModule, LibraryModule],
  controllers: [SyncController, SyncScheduleController, SyncEventsController],
  providers: [
    ...RUN_PROVIDERS,
    ...SWEEP_PROVIDERS,
    ...HISTORY_PROVIDERS,
    ...VIEWS_PROVIDERS,
    ...INSIGHT_PROVIDERS,
    ...PUSH_PROVIDERS,
    RunAnnouncer,
    RunEventHub,
    RunEventStreams,
    SectionSumming,
    SectionSumsHandler,
    DetailsHandler,
    ...SCHEDULE_PROVIDERS,
  ],
  exports: [SyncService],
})
export class SyncModule {}
