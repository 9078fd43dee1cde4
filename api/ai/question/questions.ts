import { Injectable } from '@nestjs/common';
import { decodeCursor, DomainError, isCursorTime, type Principal } from '../../common';
import { LibraryFreshness, NOTHING_MATCHES } from '../tools/library-freshness.query';
import { LibraryWords } from '../tools/library-words';
import type { Asked } from './asked';
import { Names } from './names';
import { parseQuestion } from './parse-question';
import { CURSOR, QuestionLists, type Found } from './question-lists';
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
    return toAnswer(asked, found, asOf ?? new Date(), [unknown, ...caveats]);
  }
}

function toAnswer(
  { understood, ignored }: Asked,
  { caveat: own, asOf, ...found }: Found,
  readAt: Date,
  caveats: readonly (string | null)[],
): AnswerDto {
  const empty = found.kind !== 'stats' && found.count === 0 ? NOTHING_MATCHES : null;
  const said = [own ?? empty, ...caveats];
  return {
    figures: [],
    libraryQuery: null,
    ...found,
    understood,
    ignored,
    asOf: asOf ?? readAt.toISOString(),
    caveat: said.filter((sentence) => sentence !== null).join(' ') || null,
  };
}

/** @throws DomainError `cursor-invalid` */
function readCursor(cursor: string): [today: string, behind: string] {
  const [midnight, behind] = decodeCursor(CURSOR, cursor, ['string', 'string']);
  if (!isCursorTime(midnight)) throw invalidCursor();
  return [dayOf(new Date(midnight)), String(behind)];
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function invalidCursor(): DomainError {
  return new DomainError('bad-request', 'cursor-invalid', 'The cursor is not one that this question gave out.', {
    errors: [{ field: 'cursor', message: 'must be the nextCursor of the same question' }],
  });
}
