/** The wire shapes, generated from the API's description, under the names that the portal uses. */
import type {
  AiSettingsDto,
  AiTestDto,
  AiUsageDto,
  AiUserUsageListDto,
  AnchorDto,
  AnswerDto,
  ApiKeyDto,
  ArrivalDto,
  AttentionDto,
  AuditEntryDto,
  AvailableServerDto,
  ContinueWatchingItemDto,
  CreateApiKeyDto,
  CreatedApiKeyDto,
  DashboardServerDto,
  DependencyDto,
  DuplicateCopyDto,
  DuplicateGroupDto,
  FacetsDto,
  HandoverDto,
  HealthReportDto,
  InsightSummaryDto,
  ItemCardDto,
  ItemDto,
  LogLineDto,
  MyStatsDto,
  NowPlayingDto,
  PickVerdict,
  PlayingDto,
  PlexServerDto,
  QualityItemDto,
  RecommendationListDto,
  SectionDto,
  ServerRemovalDto,
  ServerStatsDto,
  ServerTestDto,
  SessionDto,
  SetupDto,
  SignInClaimDto,
  SignInPinDto,
  StorageDto,
  StorageGroupDto,
  StorageItemDto,
  SyncRunDto,
  SyncRunEventDto,
  SyncRunSectionDto,
  SyncScheduleDto,
  SystemDto,
  SystemLogDto,
  TestedConnectionDto,
  UnderstoodDto,
  UnwatchedItemDto,
  UpdateAiSettingsDto,
  UpdateSyncScheduleRequest,
  UserDetailDto,
  UserDto,
  UserSummaryDto,
  VersionDto,
  WatcherDto,
} from './generated/models';

export type {
  AttentionCode,
  AuditAction,
  BytesPerHour,
  DuplicateKind,
  ItemType,
  LogLevel,
  ModelField,
  QualityIssue,
  Role,
  Scope,
  StatsPeriod,
  StorageBy,
  UnwatchedState,
} from './generated/models';

export type User = UserDto;
export type Setup = SetupDto;
export type Handover = HandoverDto;
export type StartedPin = SignInPinDto;
export type SignInClaim = SignInClaimDto;
export type Server = PlexServerDto;
export type Connection = TestedConnectionDto;
export type AvailableServer = AvailableServerDto;
export type RegisterServer = ({ machineIdentifier: string } | { url: string; token: string }) & { relink?: boolean };
export type ServerTest = ServerTestDto;
export type Section = SectionDto;
export type ItemCard = ItemCardDto;
export type Item = ItemDto;
export type ItemVersion = VersionDto;
export type Facets = FacetsDto;
export type Anchor = AnchorDto;
export type Run = SyncRunDto;
export type RunState = SyncRunDto['state'];
export type RunSection = SyncRunSectionDto;
/** A run as the event stream tells it, with its pace. */
export type RunEvent = SyncRunEventDto;

export type MyStats = MyStatsDto;
export type AbandonedTitle = MyStatsDto['abandoned'][number];
/** What the statistics of one person and of everybody have in common. */
export type Stats = Omit<MyStats, 'streak' | 'abandoned' | 'finishedTitles'>;
export type ServerStats = ServerStatsDto;

export type Continued = ContinueWatchingItemDto;
export type DashboardServer = DashboardServerDto;
export type SizePoint = DashboardServerDto['growth'][number];
export type Attention = AttentionDto;
export type Arrival = ArrivalDto;
/** What is played on every server. */
export type Playing = PlayingDto;
export type NowPlaying = NowPlayingDto;
export type InsightSummary = InsightSummaryDto;
export type HistoryKnowledge = InsightSummaryDto['history'][number];
export type Storage = StorageDto;
export type StorageGroup = StorageGroupDto;
export type StorageItem = StorageItemDto;
export type DuplicateGroup = DuplicateGroupDto;
export type DuplicateCopy = DuplicateCopyDto;
export type UnwatchedItem = UnwatchedItemDto;
export type QualityItem = QualityItemDto;

export type Schedule = SyncScheduleDto;
export type ScheduleChanges = Omit<UpdateSyncScheduleRequest, 'nextRuns'>;

export type UserSummary = UserSummaryDto;
export type UserDetail = UserDetailDto;
/** A browser in which somebody is signed in. */
export type Session = SessionDto;
export type ApiKey = ApiKeyDto;
/** With the key itself, which is told this once. */
export type CreatedApiKey = CreatedApiKeyDto;
export type NewApiKey = CreateApiKeyDto;
export type ServerRemoval = ServerRemovalDto;
export type AiSettings = AiSettingsDto;
/** What is absent stays, null clears. */
export type AiSettingsChanges = UpdateAiSettingsDto;
export type AiTest = AiTestDto;
export type OwnUse = AiUsageDto;
export type MonthOfUse = AiUserUsageListDto;
export type UseOfPerson = MonthOfUse['items'][number];
export type AuditEntry = AuditEntryDto;
export type HealthReport = HealthReportDto;
export type Dependency = DependencyDto;
export type System = SystemDto;
export type SystemLog = SystemLogDto;
export type LogLine = LogLineDto;

/** One page of any list; `nextCursor` is null on the last one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A page of figures that were made at some time; null before the first. */
export interface DatedPage<T> extends Page<T> {
  asOf: string | null;
}
export type PickList = RecommendationListDto;
export type Pick = PickList['items'][number];
export type Reason = Pick['reasons'][number];
export type Verdict = PickVerdict;
export type Watcher = WatcherDto;
/** What a question leads to where no model is asked. */
export type QuestionAnswer = AnswerDto;
/** A filter that was understood, and the words of the question that it came from. */
export type Understood = UnderstoodDto;
