import type { RunState, Server, StorageBy } from '../../api/types';
import { formatExact } from '../../ui/format';
import { groupName, splitWord } from '../items/storage-words';
import { RUN_STATE } from '../runs/run-words';
import { serverStatus } from '../servers/server-status';
import { periodWords } from './period-words';
import { searchWords } from './said-search';
import { amount, many, named, titles, type Values, type Words } from './said-values';

const period = (values: Values): string => periodWords(String(values['period']));
const views = (values: Values): string =>
  many(values, $localize`${amount(values)}:count: view`, $localize`${amount(values)}:count: views`);
const time = (values: Values, key: string): string => formatExact(Date.parse(String(values[key])));

/** What a tool found. */
export const SUMMARIES = {
  'titles-found': searchWords,
  'titles-alike': (values) => $localize`${titles(values)}:titles: like ${named(values, 'title')}:title:`,
  'picks-found': (values) =>
    values['genre']
      ? $localize`${titles(values)}:titles: not watched yet, ${named(values, 'genre')}:genre:`
      : $localize`${titles(values)}:titles: not watched yet`,
  'my-views': (values) => $localize`${views(values)}:views: of yours (${period(values)}:period:)`,
  'my-statistics': (values) => $localize`Your statistics (${period(values)}:period:): ${views(values)}:views:`,
  'all-statistics': (values) => $localize`Everybody’s statistics (${period(values)}:period:): ${views(values)}:views:`,
  'to-go-on-with': (values) => $localize`${titles(values)}:titles: to go on with`,
  'new-lately': (values) =>
    many(
      values,
      $localize`${titles(values)}:titles: with something new in the last day`,
      $localize`${titles(values)}:titles: with something new in the last ${amount(values, 'days')}:days: days`,
      'days',
    ),
  'storage-by': (values) =>
    $localize`Storage by ${splitWord(values['by'] as StorageBy)}:what:: ${titles(values)}:titles: with files`,
  'several-times': (values) => $localize`${titles(values)}:titles: there more than once`,
  'watched-by-nobody': (values) =>
    many(
      values,
      $localize`${titles(values)}:titles: that nobody watched in the last day`,
      $localize`${titles(values)}:titles: that nobody watched in the last ${amount(values, 'days')}:days: days`,
      'days',
    ),
  'not-known-yet': () => $localize`Not known yet`,
  'no-servers': () => $localize`No server is registered`,
  'server-sync': serverWords,
  'so-many-found': (values) =>
    values['count'] === 0 ? $localize`Nothing found` : $localize`${amount(values)}:count: found`,
} satisfies Record<string, Words>;

function serverWords(values: Values): string {
  const server = named(values, 'server');
  const status = serverStatus(values['status'] as Server['status'])?.label ?? String(values['status']);
  const state = RUN_STATE[values['state'] as RunState]?.label ?? String(values['state'] ?? '');
  if (values['at'] === undefined)
    return values['next'] === undefined
      ? $localize`${server}:server:: ${status}:status:. It was never synced, and no sync is planned.`
      : $localize`${server}:server:: ${status}:status:. It was never synced; the next sync is on ${time(values, 'next')}:time:.`;
  return values['next'] === undefined
    ? $localize`${server}:server:: ${status}:status:. Last sync on ${time(values, 'at')}:time:: ${state}:state:. No sync is planned.`
    : $localize`${server}:server:: ${status}:status:. Last sync on ${time(values, 'at')}:time:: ${state}:state:. The next is on ${time(values, 'next')}:next:.`;
}

/** A group of storage. */
export function groupWords(values: Values): string {
  return groupName(values['by'] as StorageBy, String(values['key']), String(values['name']));
}
