import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { say, textOf, type Said } from '../said/said';
import { LibraryFreshness } from '../tools/library-freshness.query';
import { LibraryWords } from '../tools/library-words';
import type { Asked } from './asked';
import { Names } from './names';
import { parseQuestion } from './parse-question';
import { readCursor } from './question-cursor';
import type { Found } from './found';
import { QuestionLists } from './question-lists';
import type { AnswerDto, QuestionDto } from './question.dto';

/** Answers to questions without an AI provider. */
@Injectable()
export class Questions {
  constructor(
    private readonly words: LibraryWords,
    private readonly names: Names,
    private readonly lists: QuestionLists,
    private readonly freshness: LibraryFreshness,
  ) {}

  /** @throws DomainError `cursor-invalid` */
  async ask(principal: Principal, { text, cursor, limit }: QuestionDto): Promise<AnswerDto> {
    // "This week" of later pages is that of the first.
    const [today, behind] = cursor === undefined ? [dayOf(new Date()), undefined] : readCursor(cursor);
    const asked = parseQuestion(text, await this.words.of(principal), today);
    await this.names.settle(principal, asked);
    const found = await this.lists.find(principal, asked, { today, behind, limit: asked.limit ?? limit });
    const { asOf, caveats } = await this.freshness.of(principal, asked.filters.type);
    const unknown = asked.filters.watched === undefined ? null : await this.freshness.unknownViews(principal);
    const { genres, person, type } = asked.filters;
    const ofDetails = genres !== undefined || person !== undefined;
    const unread = ofDetails ? await this.freshness.unreadDetails(principal, type) : null;
    return toAnswer(asked, found, asOf ?? new Date(), [unknown, unread, ...caveats]);
  }
}

function toAnswer(
  { understood, ignored }: Asked,
  { caveats: own = [], asOf, ...found }: Found,
  readAt: Date,
  caveats: readonly (Said | null)[],
): AnswerDto {
  const empty = found.kind !== 'stats' && found.count === 0 ? say('nothing-matches') : null;
  const said = [...(own.length > 0 ? own : [empty]), ...caveats].filter((sentence) => sentence !== null);
  return {
    figures: [],
    libraryQuery: null,
    ...found,
    understood,
    ignored,
    asOf: asOf ?? readAt.toISOString(),
    caveat: textOf(said) || null,
    caveats: said,
  };
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
