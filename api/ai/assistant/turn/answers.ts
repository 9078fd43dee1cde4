import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { DomainError, notFound, type UserPrincipal } from '../../../common';
import type { EventStream } from '../../../infra/http';
import { answerTo, problemOf, ProblemMappers } from '../../../infra/problem';
import { ChatError } from '../../provider/chat';
import { ConversationRepository, type NewAnswer } from '../conversation/conversation.repository';
import type { MessageState } from '../conversation/message';
import { Allowances } from '../usage/allowance';
import { AnswerMaker, type MadeAnswer } from './answer-maker';
import { problemOfFault } from './faults';
import { RunningTurns } from './running-turns';
import { TOKENS_OF_A_TURN } from './turn';

const MOST_MESSAGES = 200;
const PURPOSE = { name: 'assistant', mostTokens: TOKENS_OF_A_TURN };
const LONGEST_TITLE = 80;
const ATTEMPTS_TO_TAKE = 4;
const TAKE_AGAIN_MS = 150;
/** So long a stopped answer of this process may take to be kept. */
const LONGEST_KEEPING_MS = 5_000;

/** A question that may be answered: the conversation is taken for it. */
export interface OpenTurn {
  /** Sends the answer, and keeps what came of it, whatever happens. */
  answer(stream: EventStream, requestId: string): Promise<void>;
}

/** Takes questions and sees to it that each leaves an answer behind, be it a part of one. */
@Injectable()
export class Answers {
  constructor(
    private readonly repository: ConversationRepository,
    private readonly allowances: Allowances,
    private readonly maker: AnswerMaker,
    private readonly running: RunningTurns,
    private readonly mappers: ProblemMappers,
    @InjectPinoLogger(Answers.name) private readonly logger: PinoLogger,
  ) {}

  /**
   * @throws DomainError `not-found`, `turn-running`, `conversation-full`, and what `Allowances.open` throws: before
   * anything is sent
   */
  async open(user: UserPrincipal, id: string, text: string): Promise<OpenTurn> {
    if (!isUUID(id) || !(await this.repository.find(user.userId, id))) throw notFound('The conversation');
    const rows = await this.repository.messages(id);
    if (rows.length >= MOST_MESSAGES) throw full();
    const allowance = await this.allowances.open(user.userId, PURPOSE);
    try {
      if (!(await this.take(user.userId, id, text))) throw running();
    } catch (error) {
      await allowance.close();
      throw error;
    }
    const turn = { user, question: text, allowance, rows };
    const make = (stream: EventStream, signal: AbortSignal) =>
      this.maker.make(turn, stream, signal).finally(() => allowance.close());
    return {
      answer: (stream, requestId) =>
        this.running.during({ userId: user.userId, conversationId: id }, stream.closed, (unwanted) =>
          this.answer(id, () => make(stream, unwanted), stream, unwanted, requestId),
        ),
    };
  }

  /** Who stopped an answer and asks again at once need not know that the stopped one is still being kept. */
  private async take(userId: string, id: string, text: string): Promise<boolean> {
    const askedAt = performance.now();
    for (let attempt = 1; ; attempt++) {
      // Before the try: what is kept while it is tried leaves the conversation free for the next.
      const isEnding = this.running.isEnding(id) && performance.now() - askedAt < LONGEST_KEEPING_MS;
      if (await this.repository.begin(userId, id, text, titleOf(text))) return true;
      if (attempt >= ATTEMPTS_TO_TAKE && !isEnding) return false;
      await sleep(TAKE_AGAIN_MS);
    }
  }

  private async answer(
    id: string,
    make: () => Promise<MadeAnswer>,
    stream: EventStream,
    signal: AbortSignal,
    requestId: string,
  ): Promise<void> {
    try {
      const { error, ...answer } = await make();
      const fault = error === null ? null : this.faultOf(error, signal);
      const messageId = await this.keep(id, answer, fault?.code ?? null);
      if (!stream.closed.aborted) this.close(stream, requestId, { ...answer, messageId, fault });
    } catch (error) {
      this.logger.error({ err: error }, 'An answer could not be kept');
      await this.repository.release(id).catch(() => undefined);
      stream.send({ event: 'error', data: problemOf(answerTo(error, this.mappers), requestId) });
    }
    stream.close();
  }

  private keep(id: string, answer: Omit<MadeAnswer, 'error'>, errorCode: string | null): Promise<string | null> {
    const { blocks, tools, model, usage } = answer;
    const text = blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : [])).join('\n');
    const state: MessageState = errorCode === null ? 'complete' : blocks.length > 0 ? 'partial' : 'failed';
    const kept: NewAnswer = { state, text, blocks, tools, model, usage, errorCode };
    return this.repository.end(id, kept);
  }

  private close(
    stream: EventStream,
    requestId: string,
    end: Pick<MadeAnswer, 'model' | 'usage'> & { messageId: string | null; fault: DomainError | null },
  ): void {
    const { messageId, model, usage } = end;
    const fault = end.fault ?? (messageId === null ? notFound('The conversation') : null);
    if (!fault) stream.send({ event: 'done', data: { messageId, model, usage } });
    else {
      const { retryAfterSeconds = null } = fault;
      const problem = problemOf(answerTo(fault, this.mappers), requestId);
      stream.send({ event: 'error', data: { ...problem, messageId, retryAfterSeconds } });
    }
  }

  private faultOf(error: unknown, unwanted: AbortSignal): DomainError {
    if (unwanted.aborted) return new DomainError('gone', 'cancelled', 'The answer was stopped.');
    if (error instanceof ChatError) {
      this.logger.info({ err: error, fault: error.fault }, 'The AI provider did not answer whole');
      return problemOfFault(error);
    }
    this.logger.error({ err: error }, 'An answer failed');
    const { code, detail } = answerTo(error, this.mappers);
    return new DomainError('unavailable', code, detail, { cause: error });
  }
}

function titleOf(text: string): string {
  return [...text.replace(/\s+/g, ' ').trim()].slice(0, LONGEST_TITLE).join('');
}

function running(): DomainError {
  return new DomainError('conflict', 'turn-running', 'The last question of this conversation is still being answered.');
}

function full(): DomainError {
  return new DomainError('conflict', 'conversation-full', 'This conversation is full. Begin a new one.');
}
