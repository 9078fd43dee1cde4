import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '../../common';
import { ItemBrowser, type InnerFilter, type ItemCardDto, type ItemListQuery } from '../../library';
import { say, type Said } from '../said/said';
import { figureOf } from './figures';
import { genreOf, wordsOf } from './genre-words';
import { languageNamed } from './language-words';
import { LibraryFreshness } from './library-freshness.query';
import { LibraryWords, type Vocabulary } from './library-words';
import { resolutionOf } from './resolution-words';
import { SpokenTitles } from './spoken-titles';
import type { Tool, ToolResult } from './tool';
import { ToolResults } from './tool-results';

const ITEM_TYPES = ['movie', 'show', 'season', 'episode', 'artist', 'album', 'track'] as const;
const SORTS = ['addedAt', 'title', 'year', 'rating', 'durationMs', 'lastViewedAt', 'sizeBytes'] as const;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const year = z.int().min(0).max(9999);
const minutes = z.int().min(0).max(100_000);

const PARAMETERS = z.strictObject({
  q: z.string().min(1).max(200).describe('Words of a title').optional(),
  type: z.enum(ITEM_TYPES).describe('Without: movies, shows and artists').optional(),
  genre: z.string().min(1).max(200).optional(),
  person: z.string().min(2).max(200).describe('Name of a director or an actor').optional(),
  yearFrom: year.optional(),
  yearTo: year.optional(),
  minutesMin: minutes.optional(),
  minutesMax: minutes.describe('Longest runtime in minutes').optional(),
  watched: z.boolean().describe('false: what the person has not watched').optional(),
  resolution: z.string().min(1).max(40).describe('4k, 1080, 720 or sd').optional(),
  language: z.string().min(2).max(40).describe('What is spoken in it, such as German').optional(),
  ratingMin: z.number().min(0).max(10).optional(),
  contentRating: z.string().min(1).max(40).optional(),
  addedSinceDays: z.int().min(1).max(36_500).describe('Added in the last so many days').optional(),
  sort: z.enum(SORTS).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  limit: z.int().min(1).max(25).default(10),
});
type Arguments = z.infer<typeof PARAMETERS>;

/** Titles by what they are, and how many of them there are. */
@Injectable()
export class SearchLibraryTool implements Tool<Arguments> {
  readonly name = 'search_library';
  readonly description =
    'Finds titles in the library by filters and counts them: use it for lists of titles and for "how many".';
  readonly role = 'user';
  readonly parameters = PARAMETERS;

  constructor(
    private readonly browser: ItemBrowser,
    private readonly words: LibraryWords,
    private readonly freshness: LibraryFreshness,
    private readonly spoken: SpokenTitles,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, args: Arguments, signal: AbortSignal): Promise<ToolResult> {
    const known = await this.words.of(principal, args.type);
    const query = toQuery(args, known);
    const caveats = await this.caveats(principal, args, known);
    const spoken = await this.spoken.listed(principal, query, { signal });
    const { items, nextCursor } = await this.browser.list(principal, query);
    // Counting reads every title that the filters let through: a list that is whole says it itself.
    const count = nextCursor === null ? items.length : (await this.browser.count(principal, query)).count;
    const { genre, resolution, contentRating, audioLanguage: language } = query;
    const { limit: _, ...asked } = args;
    const filters = { ...asked, genre, resolution, contentRating, language };
    return this.results.of(principal, {
      summary: say('titles-found', { count, ...filters }),
      count,
      items: items.map((item) => ({ item, reason: null })),
      figures: [figureOf('count', say('titles-matching'), count, 'count')],
      filters,
      words: wordsOfLibrary(query, known),
      type: args.type,
      caveats: [...caveats, ...spoken.caveats, count === 0 ? spoken.empty : onlyAlike(args, items)],
    });
  }

  private async caveats(principal: Principal, { genre, person, watched, type }: Arguments, known: Vocabulary) {
    const ofDetails = genre !== undefined || person !== undefined;
    return [
      ofDetails ? await this.freshness.unreadDetails(principal, type) : null,
      genre === undefined || genreOf(genre, known.genres) !== null ? null : say('genre-unknown', { genre }),
      watched === undefined ? null : await this.freshness.unknownViews(principal),
    ];
  }
}

function toQuery(args: Arguments, known: Vocabulary): ItemListQuery & InnerFilter {
  const { minutesMin, minutesMax, addedSinceDays, language, ...same } = args;
  return {
    ...same,
    // What counts leave out lists leave out.
    available: true,
    genre: args.genre && (genreOf(args.genre, known.genres) ?? args.genre),
    resolution: args.resolution && resolutionOf(args.resolution, known.resolutions),
    contentRating: args.contentRating && spelt(args.contentRating, known.contentRatings),
    // A word that is no language finds nothing, as one that is no genre does.
    audioLanguage: language && (languageNamed(language) ?? language),
    durationMinMs: toMs(minutesMin, MINUTE_MS),
    durationMaxMs: toMs(minutesMax, MINUTE_MS),
    addedSince: addedSinceDays && new Date(Date.now() - addedSinceDays * DAY_MS).toISOString(),
  } as ItemListQuery;
}

/** Not the resolution, which would be a number too. */
function wordsOfLibrary({ genre, contentRating }: ItemListQuery, { genres, contentRatings }: Vocabulary): string[] {
  return [...genres.filter((one) => one === genre), ...contentRatings.filter((one) => one === contentRating)];
}

/** Words that no title holds find titles that are written alike: whoever asks for one must not take them for it. */
function onlyAlike({ q, sort }: Arguments, items: readonly ItemCardDto[]): Said | null {
  // In any other order than the best first the one that was meant may stand on a later page.
  if (q === undefined || sort !== undefined || wordsOf(q) === '') return null;
  const isNamed = items.some(({ title, grandparentTitle }) =>
    wordsOf(`${grandparentTitle ?? ''} ${title}`).includes(wordsOf(q)),
  );
  return isNamed ? null : say('only-alike');
}

function toMs(value: number | undefined, unitMs: number): number | undefined {
  return value === undefined ? undefined : value * unitMs;
}

/** As the library spells it, whatever the case. */
function spelt(word: string, known: readonly string[]): string {
  return known.find((value) => value.toLowerCase() === word.toLowerCase()) ?? word;
}
