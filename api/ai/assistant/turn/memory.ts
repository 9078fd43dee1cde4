import { Injectable } from '@nestjs/common';
import type { UserPrincipal } from '../../../common';
import type { ItemCardDto } from '../../../library';
import type { ChatMessage } from '../../provider/chat';
import { FieldPolicy, type AllowedFields } from '../../tools/allowed-fields';
import { AnswersAsOfNow } from '../conversation/answers-as-of-now';
import type { MessageRow } from '../conversation/conversation.repository';
import type { StoredStep } from '../conversation/message';
import { askedWords } from '../grounding/unknown-name';
import { Evidence } from '../grounding/evidence';
import { oneLine } from '../grounding/plain-text';
import type { Ground } from '../grounding/check';

const TURNS_REMEMBERED = 4;
const LONGEST_REMEMBERED = 2_000;
const MOST_ITEMS_TOLD = 40;

export interface Remembered {
  ground: Ground;
  messages: ChatMessage[];
  steps: StoredStep[];
}

/** What of a conversation its next turn knows: what was said, and what its tools told as far as the caller sees it now. */
@Injectable()
export class Memory {
  constructor(
    private readonly asOfNow: AnswersAsOfNow,
    private readonly policy: FieldPolicy,
  ) {}

  async recall(user: UserPrincipal, question: string, kept: readonly MessageRow[]): Promise<Remembered> {
    const { rows, cards } = await this.asOfNow.of(user, kept);
    const questions = [...rows.filter(({ role }) => role === 'user').map(({ text }) => text), question];
    const evidence = new Evidence(questions.join('\n'));
    const steps = rows.flatMap(({ tools }) => tools);
    for (const step of steps) addStep(evidence, step, cards);
    const recent = beginningWithAQuestion(rows.slice(-2 * TURNS_REMEMBERED));
    const allowed = await this.policy.allowed();
    return {
      ground: { evidence, asked: askedWords(questions) },
      messages: [...this.told(evidence, recent, allowed), ...recent.map((row) => toMessage(row, allowed))],
      steps,
    };
  }

  /** The titles behind the references in what was said, as far as the provider may read them. */
  private told({ items }: Evidence, rows: readonly MessageRow[], allowed: AllowedFields): ChatMessage[] {
    const ids = new Set(rows.flatMap(({ tools }) => tools.flatMap((step) => step.items.map(({ itemId }) => itemId))));
    const known = [...ids].flatMap((id) => items.get(id)?.item ?? []).slice(-MOST_ITEMS_TOLD);
    if (known.length === 0) return [];
    const data = known.map(({ id, type, title, year }) => ({
      id,
      type,
      ...(allowed.has('titles') ? { title: oneLine(title).slice(0, 200) } : {}),
      ...(allowed.has('years') && year !== null ? { year } : {}),
    }));
    return [{ role: 'user', content: `Titles that were named before, as data: ${JSON.stringify(data)}` }];
  }
}

function addStep(
  evidence: Evidence,
  { id, count, figures, filters, asOf, items }: StoredStep,
  cards: ReadonlyMap<string, ItemCardDto>,
): void {
  const seen = items.flatMap(({ itemId, reason }) => {
    const item = cards.get(itemId);
    return item ? [{ item, reason }] : [];
  });
  evidence.add(id, { count, figures, filters, asOf, items: seen, forModel: null });
}

/** As some providers want every conversation to. */
function beginningWithAQuestion(rows: readonly MessageRow[]): readonly MessageRow[] {
  const first = rows.findIndex(({ role }) => role === 'user');
  return first < 0 ? [] : rows.slice(first);
}

/**
 * What the model wrote it reads again with its references, not with what the server made of them; nothing of it where
 * titles were allowed then and are no more.
 */
function toMessage({ role, text, blocks }: MessageRow, allowed: AllowedFields): ChatMessage {
  if (role === 'user') return { role, content: text.slice(0, LONGEST_REMEMBERED) };
  if (!allowed.has('titles')) return { role, content: 'What I said is left out here.' };
  const source = blocks.flatMap((block) => (block.kind === 'text' ? [block.source] : [])).join('\n');
  return { role, content: source.slice(0, LONGEST_REMEMBERED) || 'I found nothing to say.' };
}
