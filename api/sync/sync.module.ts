import { Module } from '@nestjs/common';
import { LibraryModule } from '../library';
import { PlexModule } from '../plex';
import { ActivityController } from './activity/activity.controller';
import { ACTIVITY_PROVIDERS } from './activity/activity.providers';
import { AttentionController } from './attention/attention.controller';
import { AttentionQuery } from './attention/attention.query';
import { Attention } from './attention/attention.service';
import { DiskSpace } from './attention/disk-space';
import { DashboardController } from './dashboard/dashboard.controller';
import { DashboardServers } from './dashboard/dashboard-servers.service';
import { DashboardServersQuery } from './dashboard/dashboard-servers.query';
import { DetailsHandler } from './details/details.handler';
import { RunAnnouncer } from './events/run-announcer';
import { RunEventHub } from './events/run-event-hub';
import { RunEventStreams } from './events/run-event-streams';
import { SyncEventsController } from './events/sync-events.controller';
import { HISTORY_PROVIDERS } from './history/history.providers';
import { PUSH_PROVIDERS } from './push/push.providers';
import { ServerRemoval } from './removal/server-removal';
import { ServerRemovalQuery } from './removal/server-removal.query';
import { ServerRemovalController } from './removal/server-removal.controller';
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
  controllers: [
    SyncController,
    SyncScheduleController,
    SyncEventsController,
    DashboardController,
    AttentionController,
    ActivityController,
    ServerRemovalController,
  ],
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
    DashboardServersQuery,
    DashboardServers,
    AttentionQuery,
    DiskSpace,
    Attention,
    ...ACTIVITY_PROVIDERS,
    SectionSumming,
    SectionSumsHandler,
    DetailsHandler,
    ServerRemoval,
    ServerRemovalQuery,
    ...SCHEDULE_PROVIDERS,
  ],
  exports: [SyncService, DashboardServers],
})
export class SyncModule {}
