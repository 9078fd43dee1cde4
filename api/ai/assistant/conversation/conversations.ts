import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import {
  DomainError,
  decodeCursor,
  encodeCursor,
  isCursorTime,
  notFound,
  toPage,
  type Page,
  type PageQuery,
  type UserPrincipal,
} from '../../../common';
import { AnswersAsOfNow } from './answers-as-of-now';
import type { ConversationDto, WholeConversationDto } from './conversation.dto';
import { RunningTurns } from '../turn/running-turns';
import { ConversationRepository, type ConversationPlace, type ConversationRow } from './conversation.repository';
import type { Feedback } from './message';
import { toMessage } from './message.mapper';

const LISTING = 'ai-conversations';
const EXPORT_BATCH = 100;

/** Somebody's own conversations: what is another's answers like what does not exist. */
@Injectable()
export class Conversations {
  constructor(
    private readonly repository: ConversationRepository,
    private readonly asOfNow: AnswersAsOfNow,
    private readonly running: RunningTurns,
  ) {}

  create({ userId }: UserPrincipal, title = ''): Promise<ConversationDto> {
    return this.repository.create(userId, title.trim());
  }

  /** @throws DomainError `cursor-invalid` */
  async list({ userId }: UserPrincipal, { limit, cursor }: PageQuery): Promise<Page<ConversationDto>> {
    const rows = await this.repository.list(userId, limit, cursor === undefined ? null : placeOf(cursor));
    const cursorOf = ({ updatedAt, id }: ConversationRow) => encodeCursor(LISTING, [updatedAt.toISOString(), id]);
    return toPage(rows, limit, cursorOf, (row) => row);
  }

  /** @throws DomainError `not-found` */
  async get(user: UserPrincipal, id: string): Promise<WholeConversationDto> {
    const row = isUUID(id) ? await this.repository.find(user.userId, id) : null;
    if (!row) throw notFound('The conversation');
    return this.whole(user, row);
  }

  /** @throws DomainError `not-found` */
  async remove({ userId }: UserPrincipal, id: string): Promise<void> {
    if (!isUUID(id) || !(await this.repository.remove(userId, id))) throw notFound('The conversation');
    this.running.stop({ conversationId: id });
  }

  async removeAll({ userId }: UserPrincipal): Promise<void> {
    await this.repository.removeAll(userId);
    this.running.stop({ userId });
  }

  /** @throws DomainError `not-found` */
  async judge({ userId }: UserPrincipal, messageId: string, value: Feedback | null): Promise<void> {
    if (!isUUID(messageId) || !(await this.repository.judge(userId, messageId, value))) throw notFound('The answer');
  }

  /** All of them, whole, one after the other. */
  async *all(user: UserPrincipal): AsyncGenerator<WholeConversationDto> {
    let after: ConversationPlace | null = null;
    do {
      const rows: ConversationRow[] = await this.repository.list(user.userId, EXPORT_BATCH, after);
      for (const row of rows.slice(0, EXPORT_BATCH)) yield await this.whole(user, row);
      const last = rows.length > EXPORT_BATCH ? rows[EXPORT_BATCH - 1] : null;
      after = last && { updatedAt: last.updatedAt.toISOString(), id: last.id };
    } while (after);
  }

  private async whole(user: UserPrincipal, row: ConversationRow): Promise<WholeConversationDto> {
    const { rows, cards } = await this.asOfNow.of(user, await this.repository.messages(row.id));
    return { ...row, messages: rows.map((message) => toMessage(message, cards)) };
  }
}

function placeOf(cursor: string): ConversationPlace {
  const [updatedAt, id] = decodeCursor(LISTING, cursor, ['string', 'string']);
  if (isCursorTime(updatedAt) && isUUID(id)) return { updatedAt: String(updatedAt), id: String(id) };
  throw new DomainError('bad-request', 'cursor-invalid', 'The cursor is not one that this list gave out.');
}
