import { Injectable } from '@nestjs/common';
import type { UserPrincipal } from '../../common';
import { ItemCards, Stats, VisibleSections, type MyStatsDto } from '../../library';
import { Recommender } from '../recommender/recommender';
import type { AnalysisDto, AnalysisRequest, DiscoveriesDto } from './analysis.dto';
import { say, textOf, type Said } from '../said/said';
import { DiscoveriesQuery, type HistoryState } from './discoveries.query';
import { changeOf, figuresOf, genresOf, timePatternOf } from './patterns';
import { ProseWriter } from './prose';

const PICKS = 6;
const OLD_MS = 2 * 86_400_000;

/** What somebody's views tell of them. */
@Injectable()
export class Analyses {
  constructor(
    private readonly stats: Stats,
    private readonly discoveries: DiscoveriesQuery,
    private readonly visible: VisibleSections,
    private readonly cards: ItemCards,
    private readonly recommender: Recommender,
    private readonly prose: ProseWriter,
  ) {}

  /** @param closed when the caller hung up: nobody is asked for words any more */
  async of(
    user: UserPrincipal,
    { period, includeRecommendations }: AnalysisRequest,
    closed: AbortSignal,
  ): Promise<AnalysisDto> {
    const stats = await this.stats.ofCaller(user, period);
    const sectionIds = (await this.visible.list(user)).map(({ id }) => id);
    const [before, discoveries, history, recommendations] = await Promise.all([
      this.stats.before(user, stats),
      period === 'all' ? null : this.discovered(user, stats, sectionIds),
      this.discoveries.history(sectionIds),
      includeRecommendations ? this.recommender.list(user, { limit: PICKS }) : null,
    ]);
    const caveats = caveatsOf(stats, history);
    const analysis = {
      period,
      from: stats.from,
      to: stats.to,
      asOf: history.readAt?.toISOString() ?? null,
      caveat: textOf(caveats) || null,
      caveats,
      figures: figuresOf(stats, before, discoveries?.titleCount ?? null),
      genres: genresOf(stats, before),
      timePattern: timePatternOf(stats),
      completion: stats.completion,
      discoveries,
      change: changeOf(stats, before),
      recommendations,
    };
    return { ...analysis, ...(await this.prose.write(user, analysis, closed)) };
  }

  private async discovered(
    user: UserPrincipal,
    { from, to }: MyStatsDto,
    sectionIds: readonly string[],
  ): Promise<DiscoveriesDto> {
    const person = user.plexAccountId;
    const [{ count, titleIds }, tags] = await Promise.all([
      this.discoveries.titles(person, from, to, sectionIds),
      this.discoveries.tags(person, from, to, sectionIds),
    ]);
    const cards = await this.cards.byId(user, titleIds);
    const met = (kind: string) => tags.filter((tag) => tag.kind === kind).map(({ name, titles }) => ({ name, titles }));
    return {
      titleCount: count,
      titles: titleIds.flatMap((id) => cards.get(id) ?? []),
      genres: met('genre'),
      people: met('person'),
    };
  }
}

function caveatsOf({ plays, to }: MyStatsDto, { readAt, whole }: HistoryState): Said[] {
  const sentences = [
    plays === 0 ? say('no-views') : null,
    whole ? null : say('history-not-whole'),
    readAt !== null && Date.parse(to) - readAt.getTime() > OLD_MS
      ? say('history-old', { date: readAt.toISOString().slice(0, 10) })
      : null,
  ];
  return sentences.filter((sentence) => sentence !== null);
}
