import type { AudioFilter, ItemListQuery, StatsPeriod } from '../../library';
import type { QuestionText } from './question-text';
import type { Match } from './pattern';

/** Filters of the library that a question can ask for. */
export type AskedFilters = Pick<AudioFilter, 'audioLanguage'> &
  Pick<
    ItemListQuery,
    | 'type'
    | 'q'
    | 'genres'
    | 'person'
    | 'yearFrom'
    | 'yearTo'
    | 'durationMinMs'
    | 'durationMaxMs'
    | 'watched'
    | 'resolution'
    | 'ratingMin'
    | 'contentRating'
    | 'addedSince'
    | 'sort'
    | 'order'
  >;

export const CHIP_FIELDS = [
  'intent',
  'period',
  'viewed',
  'type',
  'q',
  'like',
  'genre',
  'person',
  'years',
  'minutes',
  'watched',
  'resolution',
  'language',
  'ratingMin',
  'contentRating',
  'addedSince',
  'sort',
  'limit',
] as const;
export type ChipField = (typeof CHIP_FIELDS)[number];

/** Days of UTC, the first and the last. */
export interface ViewedIn {
  from: string;
  to: string;
}

/** One thing that was understood. */
export interface Chip {
  field: ChipField;
  value: string | number | boolean;
  label: string;
  /** The limit itself is not meant, such as in "under 90 minutes". */
  strict?: boolean;
  /** The part of the question that it comes from. */
  text: string;
}

export type Intent = 'list' | 'count' | 'stats' | 'picks';

const NEGATIONS: ReadonlySet<string> = new Set(['not', 'without', 'except', 'nicht', 'ohne', 'ausser']);

/** What was understood so far. */
export class Asked {
  intent: Intent = 'list';
  period: StatsPeriod = '30d';
  /** Statistics are of `period`, which is not quite what was asked for. */
  isPeriodRough = false;
  /** When what is asked for was watched; null: it need not have been. */
  viewed: ViewedIn | null = null;
  limit: number | null = null;
  /** Words of a title that others are to be like. */
  like: string | null = null;
  readonly filters: AskedFilters = {};
  readonly understood: Chip[] = [];
  readonly ignored: string[] = [];
  /** First words of what was understood. */
  private readonly places: number[] = [];

  constructor(
    readonly text: QuestionText,
    /** Day of UTC that "this week" is told from. */
    readonly today: string,
  ) {}

  /** Takes the words and, where nothing of the kind was asked before, the filters. */
  add(match: Match, filters: AskedFilters, chip: Omit<Chip, 'text'>): void {
    const before = Math.min(...match.indexes) - 1;
    // The contrary of what was asked for would be worse than nothing.
    if (NEGATIONS.has(this.text.word(before) ?? ''))
      return this.ignore({ values: [], indexes: [before, ...match.indexes] });
    const written = this.text.takeMatch(match);
    const names = Object.keys(filters) as (keyof AskedFilters)[];
    // An order that comes with a filter gives way to one that was asked for.
    const isAsked = names.some((name) => name !== 'order' && this.filters[name] !== undefined);
    if (isAsked || contradicts({ ...this.filters, ...filters })) {
      this.ignored.push(written);
      return;
    }
    Object.assign(this.filters, filters);
    this.tell({ ...chip, text: written }, match);
  }

  ignore(match: Match): void {
    this.ignored.push(this.text.takeMatch(match));
  }

  note(match: Match, chip: Omit<Chip, 'text'>): void {
    this.tell({ ...chip, text: this.text.takeMatch(match) }, match);
  }

  /** Statistics are of everything that was watched: what would narrow them down is passed over, and that is said. */
  keepPeriodOnly(): void {
    const kept = this.understood.filter(({ field }) => field === 'intent' || field === 'period');
    this.ignored.push(...this.understood.filter((chip) => !kept.includes(chip)).map(({ text }) => text));
    this.understood.splice(0, Infinity, ...kept);
    this.forget();
  }

  /** Passes over what cannot be told together with the rest, and says so. */
  drop(...fields: ChipField[]): void {
    for (const chip of this.understood.filter(({ field }) => fields.includes(field))) {
      const at = this.understood.indexOf(chip);
      this.understood.splice(at, 1);
      this.places.splice(at, 1);
      this.ignored.push(chip.text);
    }
  }

  private forget(): void {
    for (const name of Object.keys(this.filters) as (keyof AskedFilters)[]) delete this.filters[name];
    this.limit = null;
    this.places.length = 0;
  }

  /** Takes all of it for the words of a title. */
  onlyTitle(indexes: readonly number[]): void {
    const q = this.text.written(indexes).slice(0, 200);
    this.understood.length = 0;
    this.ignored.length = 0;
    this.forget();
    this.filters.q = q;
    this.tell({ field: 'q', value: q, label: `“${q}”`, text: q }, { values: [], indexes: [...indexes] });
  }

  /** Kept in the order of the words. */
  private tell(chip: Chip, { indexes }: Match): void {
    const at = Math.min(...indexes);
    const behind = this.places.findIndex((place) => place > at);
    const index = behind === -1 ? this.places.length : behind;
    this.places.splice(index, 0, at);
    this.understood.splice(index, 0, chip);
  }
}

function contradicts({ yearFrom, yearTo, durationMinMs, durationMaxMs }: AskedFilters): boolean {
  return (yearFrom ?? 0) > (yearTo ?? Infinity) || (durationMinMs ?? 0) > (durationMaxMs ?? Infinity);
}
