/** The wire shapes, generated from the API's description, under the names that the portal uses. */
import type {
  AiSettingsDto,
  AiTestDto,
  AnchorDto,
  ApiKeyDto,
  AuditEntryDto,
  AvailableServerDto,
  CreateApiKeyDto,
  CreatedApiKeyDto,
  DependencyDto,
  FacetsDto,
  HandoverDto,
  HealthReportDto,
  ItemCardDto,
  ItemDto,
  LogLineDto,
  PlexServerDto,
  SectionDto,
  ServerRemovalDto,
  ServerTestDto,
  SessionDto,
  SetupDto,
  SignInClaimDto,
  SignInPinDto,
  MyStatsDto,
  ServerStatsDto,
  SyncRunDto,
  SyncRunEventDto,
  SyncRunSectionDto,
  SyncScheduleDto,
  SystemDto,
  SystemLogDto,
  TestedConnectionDto,
  UpdateAiSettingsDto,
  UpdateSyncScheduleRequest,
  UserDetailDto,
  UserDto,
  UserSummaryDto,
  VersionDto,
} from './generated/models';

export type {
  AiSettingSource,
  AiTestOutcome,
  AuditAction,
  ItemType,
  LogLevel,
  Role,
  Scope,
  StatsPeriod,
} from './generated/models';

export type User = UserDto;
export type Setup = SetupDto;
export type Handover = HandoverDto;
export type StartedPin = SignInPinDto;
export type SignInClaim = SignInClaimDto;
export type Server = PlexServerDto;
export type Connection = TestedConnectionDto;
export type AvailableServer = AvailableServerDto;
export type RegisterServer = { machineIdentifier: string } | { url: string; token: string };
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
/** What the statistics of one person and of everybody have in common. */
export type Stats = Omit<MyStats, 'streak' | 'abandoned' | 'finishedTitles'>;
export type ServerStats = ServerStatsDto;

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
