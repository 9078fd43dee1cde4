import { Module } from '@nestjs/common';
import { AppConfig } from '../infra/config';
import { PlexModule } from '../plex';
import { ArrivalsController } from './arrivals/arrivals.controller';
import { ArrivalsQuery } from './arrivals/arrivals.query';
import { Arrivals } from './arrivals/arrivals.service';
import { AudioLanguages } from './audio/audio-languages.service';
import { AudioReader } from './audio/audio-reader';
import { ItemLanguages } from './audio/item-languages.repository';
import { ContinueWatchingController } from './continue-watching/continue-watching.controller';
import { ContinueWatching } from './continue-watching/continue-watching.service';
import { ViewingQuery } from './continue-watching/viewing.query';
import { SectionSizes } from './growth/section-size.repository';
import { ServerGrowth } from './growth/server-growth.query';
import { PlayAttachment } from './history/play-attachment.repository';
import { PlaySessions } from './history/play-sessions.repository';
import { PlayRepository } from './history/play.repository';
import { WatchersController } from './history/watchers.controller';
import { WatchersQuery } from './history/watchers.query';
import { DuplicateLists } from './insight/duplicate-lists.service';
import { DuplicatesQuery } from './insight/duplicates.query';
import { InsightComparison } from './insight/insight-comparison.repository';
import { InsightExport } from './insight/insight-export';
import { InsightExportController } from './insight/insight-export.controller';
import { InsightController } from './insight/insight.controller';
import { InsightFreshness } from './insight/insight-freshness';
import { InsightLists } from './insight/insight-lists.service';
import { InsightPageQuery } from './insight/insight-page.query';
import { InsightScope } from './insight/insight-scope';
import { Insights } from './insight/insights';
import { SectionInsights } from './insight/section-insights.repository';
import { StorageQuery } from './insight/storage.query';
import { SummaryQuery } from './insight/summary.query';
import { BrowseQuery } from './item/browse.query';
import { CensusQuery } from './item/census.query';
import { ItemBrowser } from './item/item-browser';
import { ItemCards } from './item/item-cards.query';
import { ItemController } from './item/item.controller';
import { ItemDetailQuery } from './item/item-detail.query';
import { LiveItems } from './item/live-items.query';
import { MediaItemDetails } from './item/media-item-details.repository';
import { MediaItemTombstone } from './item/media-item-tombstone.repository';
import { MediaItemUpsert } from './item/media-item-upsert.repository';
import { ParentLinks } from './item/parent-links.repository';
import { SectionSums } from './item/section-sums.repository';
import { SectionTotals } from './item/section-totals.repository';
import { StoredItems } from './item/stored-items.query';
import { PosterController } from './poster/poster.controller';
import { PosterFiles } from './poster/poster-files';
import { PosterService } from './poster/poster.service';
import { PosterSourceQuery } from './poster/poster-source.query';
import { SectionController } from './section/section.controller';
import { SectionQuery } from './section/section.query';
import { SectionRepository } from './section/section.repository';
import { SectionService } from './section/section.service';
import { AbandonedQuery } from './stats/abandoned.query';
import { HabitsQuery } from './stats/habits.query';
import { MyStats } from './stats/my-stats';
import { StatsController } from './stats/stats.controller';
import { StatsQuery } from './stats/stats.query';
import { Stats } from './stats/stats.service';
import { UserViewQuery } from './view/user-view.query';
import { UserViews } from './view/user-view.repository';
import { VisibleSections } from './section/visible-sections.query';

const MAX_POSTER_BYTES = 2 ** 30;

@Module({
  imports: [PlexModule],
  controllers: [
    WatchersController,
    SectionController,
    ItemController,
    PosterController,
    StatsController,
    ContinueWatchingController,
    ArrivalsController,
    InsightController,
    InsightExportController,
  ],
  providers: [
    SectionRepository,
    SectionService,
    SectionQuery,
    VisibleSections,
    MediaItemUpsert,
    MediaItemDetails,
    MediaItemTombstone,
    LiveItems,
    ParentLinks,
    SectionTotals,
    StoredItems,
    PlayRepository,
    WatchersQuery,
    PlayAttachment,
    PlaySessions,
    UserViews,
    UserViewQuery,
    StatsQuery,
    HabitsQuery,
    AbandonedQuery,
    MyStats,
    Stats,
    ViewingQuery,
    ContinueWatching,
    ArrivalsQuery,
    Arrivals,
    SectionSizes,
    ServerGrowth,
    SectionSums,
    BrowseQuery,
    CensusQuery,
    ItemDetailQuery,
    ItemBrowser,
    ItemCards,
    ItemLanguages,
    AudioReader,
    AudioLanguages,
    PosterSourceQuery,
    PosterService,
    SectionInsights,
    InsightComparison,
    InsightFreshness,
    InsightScope,
    InsightPageQuery,
    InsightLists,
    StorageQuery,
    SummaryQuery,
    DuplicatesQuery,
    DuplicateLists,
    Insights,
    InsightExport,
    {
      provide: PosterFiles,
      inject: [AppConfig],
      useFactory: ({ posterCacheDir, dataDir }: AppConfig) =>
        new PosterFiles(posterCacheDir, MAX_POSTER_BYTES, dataDir),
    },
  ],
  exports: [
    SectionRepository,
    SectionService,
    VisibleSections,
    MediaItemUpsert,
    MediaItemDetails,
    MediaItemTombstone,
    LiveItems,
    ParentLinks,
    SectionTotals,
    StoredItems,
    PlayRepository,
    PlayAttachment,
    PlaySessions,
    UserViews,
    SectionSums,
    SectionSizes,
    ServerGrowth,
    ItemCards,
    ItemBrowser,
    AudioLanguages,
    Stats,
    ContinueWatching,
    Arrivals,
    Insights,
    InsightLists,
    DuplicateLists,
    SectionInsights,
    InsightComparison,
  ],
})
export class LibraryModule {}
