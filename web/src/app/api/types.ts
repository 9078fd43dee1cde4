/** The wire shapes, generated from the API's description, under the names that the portal uses. */
import type {
  AnchorDto,
  AvailableServerDto,
  FacetsDto,
  HandoverDto,
  ItemCardDto,
  ItemDto,
  PlexServerDto,
  SectionDto,
  ServerTestDto,
  SetupDto,
  SignInClaimDto,
  SignInPinDto,
  MyStatsDto,
  ServerStatsDto,
  SyncRunDto,
  SyncRunEventDto,
  SyncRunSectionDto,
  SyncScheduleDto,
  TestedConnectionDto,
  UpdateSyncScheduleRequest,
  UserDto,
  VersionDto,
} from './generated/models';

export type { ItemType, StatsPeriod } from './generated/models';

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

/** One page of any list; `nextCursor` is null on the last one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
