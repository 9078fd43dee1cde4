import { Injectable } from '@nestjs/common';
import type { UserPrincipal } from '../../../common';
import type { EventStream } from '../../../infra/http';
import { ItemCards } from '../../../library';
import type { ChatUsage } from '../../provider/chat';
import { Toolbox } from '../../tools/toolbox';
import type { MessageRow } from '../conversation/conversation.repository';
import type { StoredBlock, StoredItem, StoredStep } from '../conversation/message';
import { toAnswerItem, toStep } from '../conversation/message.mapper';
import { GroundedWriter } from '../grounding/grounded-writer';
import { LibraryTitles } from '../grounding/library-titles.query';
import { asksForOutside } from '../grounding/outside-titles';
import type { Allowance } from '../usage/allowance';
import { blocksOf } from './answer-blocks';
import { Memory } from './memory';
import { Turn } from './turn';
import type { TurnState } from './turn-state';

const LONGEST_TURN_MS = 30_000;

export interface Asked {
  user: UserPrincipal;
  question: string;
  allowance: Allowance;
  /** What was said in the conversation before. */
  rows: readonly MessageRow[];
}

export interface MadeAnswer {
  blocks: StoredBlock[];
  tools: StoredStep[];
  model: string;
  usage: ChatUsage;
  /** What ended it before its time; null where nothing did. */
  error: unknown;
}

/** Makes one answer, and sends its parts as they are known to be true. */
@Injectable()
export class AnswerMaker {
  constructor(
    private readonly turn: Turn,
    private readonly memory: Memory,
    private readonly toolbox: Toolbox,
    private readonly cards: ItemCards,
    private readonly titles: LibraryTitles,
  ) {}

  /**
   * Throws nothing of the provider's: what came before a fault is an answer too.
   * @param signal aborts when nobody wants the answer any more
   */
  async make(asked: Asked, stream: EventStream, signal: AbortSignal): Promise<MadeAnswer> {
    const { ground, messages, steps } = await this.memory.recall(asked.user, asked.question, asked.rows);
    const state = { ...this.begin(asked, ground, steps, stream), signal };
    let error: unknown = null;
    try {
      await this.turn.run(state, messages);
    } catch (caught) {
      error = caught;
    }
    const blocks = blocksOf(state, await this.outside(state), error === null);
    await this.send(state, blocks, stream);
    return { blocks, tools: state.steps, model: asked.allowance.provider.model, usage: state.usage, error };
  }

  private begin(
    asked: Asked,
    ground: TurnState['ground'],
    stepsBefore: TurnState['stepsBefore'],
    stream: EventStream,
  ): Omit<TurnState, 'signal'> {
    const { user, question, allowance } = asked;
    const onText = (delta: string): void => void stream.send({ event: 'text', data: { delta } });
    return {
      ...{ user, question, allowance, ground, stepsBefore },
      tools: this.toolbox.list(user),
      writer: new GroundedWriter(ground, asksForOutside(question), onText),
      onStep: (step) => stream.send({ event: 'tool', data: toStep(step) }),
      deadline: performance.now() + LONGEST_TURN_MS,
      steps: [],
      caveats: new Map(),
      usage: { promptTokens: 0, completionTokens: 0, estimated: false },
      stoppedBy: null,
    };
  }

  /** Titles that the caller has after all are cards like the others. */
  private async outside({ user, writer }: TurnState): Promise<StoredItem[]> {
    const { outside, items } = writer.written;
    const owned = await this.titles.find(
      user,
      outside.map(({ title }) => title),
    );
    return outside.flatMap(({ title, year }): StoredItem[] => {
      const itemId = owned.get(title.toLowerCase());
      if (itemId === undefined) return [{ itemId: null, title, year, reason: null }];
      return items.some((item) => item.itemId === itemId) ? [] : [{ itemId, title: null, year: null, reason: null }];
    });
  }

  private async send({ user }: TurnState, blocks: readonly StoredBlock[], stream: EventStream): Promise<void> {
    const ids = blocks
      .flatMap((block) => (block.kind === 'items' ? block.items : []))
      .flatMap(({ itemId }) => itemId ?? []);
    const cards = await this.cards.byId(user, ids);
    for (const block of blocks) {
      const { kind, ...data } = block;
      // The text has gone out already, sentence by sentence.
      if (block.kind === 'items')
        stream.send({ event: kind, data: { items: block.items.map((item) => toAnswerItem(item, cards)) } });
      else if (block.kind !== 'text') stream.send({ event: kind, data });
    }
  }
}
