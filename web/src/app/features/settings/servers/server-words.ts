import type { Server, ServerRemoval, ServerTest } from '../../../api/types';
import type { Confirmation } from '../../../ui/confirm-dialog';
import { formatCount, formatExact, formatSpan } from '../../../ui/format';
import { plural } from '../../../ui/plural';
import type { StatusTone } from '../../../ui/status-chip';

export interface TestWords {
  tone: StatusTone;
  label: string;
  /** What to do about it, where there is something. */
  text: string;
}

const FAULTS: Record<NonNullable<ServerTest['fault']>, () => Omit<TestWords, 'tone'>> = {
  unreachable: () => ({
    label: $localize`Not reachable`,
    text: $localize`Nothing answers at any address that Plex names. See whether the server runs, and whether this machine reaches its network.`,
  }),
  timeout: () => ({
    label: $localize`No answer in time`,
    text: $localize`The connection stands, but no answer came. The server may be busy or asleep; test again in a minute.`,
  }),
  unauthorized: () => ({
    label: $localize`Sign-in refused`,
    text: $localize`The server answers but refuses the stored sign-in. Link it again.`,
  }),
  'not-plex': () => ({
    label: $localize`Not this server`,
    text: $localize`Something answers at its address, but it is not this Plex Media Server. Link the server again under its new address.`,
  }),
  tls: () => ({
    label: $localize`No safe connection`,
    text: $localize`The server’s certificate does not fit its address or has run out. Let Plex renew it, or link the server again by an address that fits.`,
  }),
};

export function testWords({ ok, fault, latencyMs, version }: ServerTest): TestWords {
  if (!ok && fault) return { tone: 'bad', ...FAULTS[fault]() };
  const span = latencyMs === null ? '' : latencyMs < 1000 ? $localize`${latencyMs}:count: ms` : formatSpan(latencyMs);
  return {
    tone: 'good',
    label: $localize`All is well`,
    text: version
      ? $localize`Plex ${version}:version: answered after ${span}:span:.`
      : $localize`It answered after ${span}:span:.`,
  };
}

type ItemType = ServerRemoval['items'][number]['type'];

const ITEMS: Record<ItemType, (count: number, shown: string) => string> = {
  movie: (count, shown) => plural(count, $localize`1 movie`, $localize`${shown}:count: movies`),
  show: (count, shown) => plural(count, $localize`1 show`, $localize`${shown}:count: shows`),
  season: (count, shown) => plural(count, $localize`1 season`, $localize`${shown}:count: seasons`),
  episode: (count, shown) => plural(count, $localize`1 episode`, $localize`${shown}:count: episodes`),
  artist: (count, shown) => plural(count, $localize`1 artist`, $localize`${shown}:count: artists`),
  album: (count, shown) => plural(count, $localize`1 album`, $localize`${shown}:count: albums`),
  track: (count, shown) => plural(count, $localize`1 track`, $localize`${shown}:count: tracks`),
};

/** What a removal takes away, one effect a line. */
export function removalPoints(removal: ServerRemoval): string[] {
  const { sections, items, playsRemoved, oldestPlayAt, playsKept, usersLeftWithout } = removal;
  const [libraries, plays, kept, people] = [sections, playsRemoved, playsKept, usersLeftWithout].map(formatCount);
  const since = oldestPlayAt === null ? '' : formatExact(Date.parse(oldestPlayAt));
  return [
    plural(sections, $localize`1 library`, $localize`${libraries}:count: libraries`),
    ...items.map(({ type, count }) => ITEMS[type](count, formatCount(count))),
    ...trashPoint(removal),
    playsRemoved === 0
      ? $localize`No play: none was recorded on this server`
      : plural(
          playsRemoved,
          $localize`1 recorded play, of ${since}:time:, for good`,
          $localize`${plays}:count: recorded plays since ${since}:time:, for good: Plex itself may have forgotten them`,
        ),
    ...memoryPoints(removal),
    ...(usersLeftWithout > 0
      ? [
          plural(
            usersLeftWithout,
            $localize`1 user sees no library any more`,
            $localize`${people}:count: users see no library any more`,
          ),
        ]
      : []),
    ...(playsKept > 0
      ? [
          plural(
            playsKept,
            $localize`1 play on another server stays`,
            $localize`${kept}:count: plays on other servers stay`,
          ),
        ]
      : []),
  ];
}

function trashPoint({ itemsInTrash }: ServerRemoval): string[] {
  if (itemsInTrash === 0) return [];
  const shown = formatCount(itemsInTrash);
  return [plural(itemsInTrash, $localize`1 more in Plex’s trash`, $localize`${shown}:count: more in Plex’s trash`)];
}

/** What only SmartPlex remembers besides the plays. */
function memoryPoints({ viewStates, sizeDays, runs }: ServerRemoval): string[] {
  const [states, days, syncs] = [viewStates, sizeDays, runs].map(formatCount);
  const seen = plural(
    viewStates,
    $localize`1 record of what a person has seen or begun`,
    $localize`${states}:count: records of what people have seen or begun`,
  );
  const sizes = plural(
    sizeDays,
    $localize`How large the libraries were on 1 day`,
    $localize`How large the libraries were on ${days}:count: days`,
  );
  const read = plural(runs, $localize`The record of 1 sync`, $localize`The record of ${syncs}:count: syncs`);
  return [...(viewStates > 0 ? [seen] : []), ...(sizeDays > 0 ? [sizes] : []), ...(runs > 0 ? [read] : [])];
}

export function askToRemove(server: Server, removal: ServerRemoval): Confirmation {
  return {
    heading: $localize`Remove ${removal.serverName}:name:?`,
    text: $localize`SmartPlex forgets what it read from this server. Nothing changes in Plex, and no file is touched. What is lost, and what stays:`,
    points: removalPoints(removal),
    action: $localize`Remove server`,
    danger: true,
    typed: removal.serverName || server.machineIdentifier,
  };
}
