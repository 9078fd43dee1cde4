import type { Block, ToolStep } from '../../api/assistant.types';
import type { ItemType, StorageBy } from '../../api/types';
import { languageWord } from './language-word';
import { formatBytes, formatCount, formatDuration, formatPercent, formatRating, formatSpan } from '../../ui/format';
import { TYPE_WORDS, resolutionWord } from '../items/item-words';
import { splitWord } from '../items/storage-words';
import { periodWords } from './period-words';
import { saidWords } from './said-words';

type Figure = Extract<Block, { kind: 'figure' }>;
type Notice = Pick<Extract<Block, { kind: 'notice' }>, 'code' | 'text' | 'said'>;

const MINUTE_MS = 60_000;

const UNITS: Record<string, (value: number) => string> = {
  bytes: formatBytes,
  ms: formatSpan,
  minutes: (value) => formatDuration(value * MINUTE_MS),
  percent: formatPercent,
  rating: formatRating,
  kbps: (value) => $localize`${formatCount(value)}:rate: kbit/s`,
  days: (value) => $localize`${formatCount(value)}:count: days`,
  year: String,
};

/** A figure as the reader writes it. */
export function figureWords({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  return (UNITS[unit] ?? formatCount)(value);
}

const TOOLS: Record<string, string> = {
  search_library: $localize`Searched the library`,
  get_item: $localize`Looked a title up`,
  similar_items: $localize`Looked for similar titles`,
  recommend: $localize`Looked at your picks`,
  my_history: $localize`Looked at what you watched`,
  my_stats: $localize`Looked at your statistics`,
  continue_watching: $localize`Looked at what you have begun`,
  recently_added: $localize`Looked at what is new`,
  storage: $localize`Looked at the storage`,
  duplicates: $localize`Looked for duplicates`,
  unwatched: $localize`Looked for what nobody watches`,
  sync_status: $localize`Looked at the syncs`,
  server_stats: $localize`Looked at the server's statistics`,
};

/** What a tool does, in the reader's language; its name stands for one that is new. */
export function toolWords({ name }: Pick<ToolStep, 'name'>): string {
  return TOOLS[name] ?? name;
}

/** Filters as they were understood: `genre: Drama`. */
export function filterWords({ filters }: Pick<ToolStep, 'filters'>): string[] {
  return Object.entries(filters)
    .filter(([name]) => name !== 'itemId')
    .map(([name, value]) => `${FILTERS[name] ?? name}: ${valueWords(name, value)}`);
}

const FILTERS: Record<string, string> = {
  type: $localize`Kind`,
  genre: $localize`Genre`,
  q: $localize`Words`,
  yearFrom: $localize`From year`,
  yearTo: $localize`To year`,
  minutesMin: $localize`Minutes at least`,
  minutesMax: $localize`Minutes at most`,
  watched: $localize`Watched`,
  resolution: $localize`Resolution`,
  language: $localize`Language`,
  ratingMin: $localize`Rating at least`,
  contentRating: $localize`Content rating`,
  addedSinceDays: $localize`Added within days`,
  sort: $localize`Order`,
  period: $localize`Period`,
  idleDays: $localize`Idle after days`,
  by: $localize`Split by`,
  person: $localize`Person`,
  days: $localize`Days`,
  order: $localize`Direction`,
};

const VALUES: Partial<Record<string, (value: string) => string>> = {
  type: (value) => TYPE_WORDS[value as ItemType]?.many,
  resolution: resolutionWord,
  language: languageWord,
  period: periodWords,
  by: (value) => splitWord(value as StorageBy),
  sort: (value) => SORTS[value],
  order: (value) => (value === 'asc' ? $localize`ascending` : $localize`descending`),
};

const SORTS: Record<string, string> = {
  addedAt: $localize`Added`,
  title: $localize`Title`,
  year: $localize`Year`,
  rating: $localize`Rating`,
  durationMs: $localize`Runtime`,
  lastViewedAt: $localize`Last watched`,
  sizeBytes: $localize`Size`,
};

function valueWords(name: string, value: string | number | boolean): string {
  if (typeof value === 'string') return VALUES[name]?.(value) || value;
  if (typeof value === 'boolean') return value ? $localize`yes` : $localize`no`;
  return String(value);
}

const NOTICES: Partial<Record<Notice['code'], string>> = {
  removed: $localize`Something was left out: nothing in your library bears it out.`,
  'no-answer': $localize`Nothing was looked up, so there is nothing to say.`,
  limit: $localize`The answer became too long and ends here.`,
  truncated: $localize`The language model stopped in the middle.`,
  filtered: $localize`The provider of the language model held the rest back.`,
};

/** A notice in the reader's language. */
export function noticeWords({ code, text, said }: Notice): string {
  return NOTICES[code] ?? saidWords(said, text);
}
