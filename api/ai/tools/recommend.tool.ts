import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '../../common';
import { Recommender } from '../recommender/recommender';
import { genreOf } from './genre-words';
import { LibraryWords } from './library-words';
import { say, sayPick } from '../said/said';
import { figureOf } from './figures';
import type { Tool, ToolResult } from './tool';
import { ToolResults } from './tool-results';

const PARAMETERS = z.strictObject({
  type: z.enum(['movie', 'show']).optional(),
  genre: z.string().min(1).max(200).optional(),
  limit: z.int().min(1).max(25).default(6),
});
type Arguments = z.infer<typeof PARAMETERS>;

/** What the caller might watch next. */
@Injectable()
export class RecommendTool implements Tool<Arguments> {
  readonly name = 'recommend';
  readonly description =
    'Picks movies and shows that the person has not watched and may like, each with the reason why.';
  readonly role = 'user';
  readonly parameters = PARAMETERS;

  constructor(
    private readonly recommender: Recommender,
    private readonly words: LibraryWords,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, { type, limit, ...asked }: Arguments): Promise<ToolResult> {
    const { genres } = await this.words.of(principal, type);
    const known = asked.genre && genreOf(asked.genre, genres);
    const genre = known || asked.genre;
    const { items, basis } = await this.recommender.list(principal, { type, genre, limit });
    return this.results.of(principal, {
      summary: say('picks-found', { count: items.length, type, genre }),
      count: null,
      items: items.map(({ item, reasons }) => ({ item, reason: reasons[0] ? sayPick(reasons[0]) : null })),
      figures: [figureOf('plays', say('your-views'), basis.plays, 'plays')],
      filters: { type, genre },
      words: [known],
      type,
      asOf: basis.asOf,
      caveats: [
        genre && !known ? say('genre-unknown', { genre }) : null,
        basis.plays === 0 ? say('picks-without-views') : null,
        items.length === 0 ? say('nothing-to-pick') : null,
      ],
    });
  }
}
