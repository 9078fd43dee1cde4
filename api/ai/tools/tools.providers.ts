import type { Provider } from '@nestjs/common';
import { FieldPolicy } from './allowed-fields';
import { DuplicatesTool, StorageTool, UnwatchedTool } from './insight.tools';
import { ItemFactsQuery } from './item-facts.query';
import { ContinueWatchingTool, RecentlyAddedTool } from './lately.tools';
import { LibraryFreshness } from './library-freshness.query';
import { LibraryWords } from './library-words';
import { MyPlaysQuery } from './my-plays.query';
import { MyHistoryTool, MyStatsTool } from './my-stats.tools';
import { RecommendTool } from './recommend.tool';
import { SearchLibraryTool } from './search-library.tool';
import { ServerStatsTool, SyncStatusTool } from './server.tools';
import { GetItemTool, SimilarItemsTool } from './title.tools';
import { SpokenTitles } from './spoken-titles';
import type { Tool } from './tool';
import { ToolResults } from './tool-results';
import { Toolbox, TOOLS } from './toolbox';

const ALL = [
  SearchLibraryTool,
  GetItemTool,
  SimilarItemsTool,
  RecommendTool,
  MyHistoryTool,
  MyStatsTool,
  ContinueWatchingTool,
  RecentlyAddedTool,
  StorageTool,
  DuplicatesTool,
  UnwatchedTool,
  SyncStatusTool,
  ServerStatsTool,
];

export const TOOL_PROVIDERS: Provider[] = [
  ItemFactsQuery,
  LibraryFreshness,
  LibraryWords,
  MyPlaysQuery,
  SpokenTitles,
  FieldPolicy,
  ToolResults,
  ...ALL,
  { provide: TOOLS, inject: ALL, useFactory: (...tools: Tool[]) => tools },
  Toolbox,
];
