import { Injectable } from '@nestjs/common';
import type { UserPrincipal } from '../../../common';
import { ItemCards, type ItemCardDto } from '../../../library';
import { LibraryTitles } from '../grounding/library-titles.query';
import type { MessageRow } from './conversation.repository';
import { HiddenNames } from './hidden-names';
import { retell } from './retell';
import { ToldTitles } from './told-titles.query';

/** Messages as their reader may hear them now. */
export interface AsOfNow {
  rows: MessageRow[];
  /** Of what they refer to, and the reader still sees. */
  cards: ReadonlyMap<string, ItemCardDto>;
}

/** Answers are kept as they were told; what their reader does not see any more is hidden whenever they are read. */
@Injectable()
export class AnswersAsOfNow {
  constructor(
    private readonly cards: ItemCards,
    private readonly titles: LibraryTitles,
    private readonly told: ToldTitles,
  ) {}

  /** @param rows of one conversation, all of them: a later answer may name what an earlier one told */
  async of(user: UserPrincipal, rows: readonly MessageRow[]): Promise<AsOfNow> {
    const ids = [...new Set(rows.flatMap(idsIn))];
    const cards = await this.cards.byId(user, ids);
    const gone = ids.filter((id) => !cards.has(id));
    const named = [...(await this.told.names(gone)), ...rows.flatMap(comparedIn)];
    if (gone.length === 0 && named.length === 0) return { rows: [...rows], cards };
    const there = await this.titles.find(user, named);
    const seen = [...cards.values()].flatMap(({ title, grandparentTitle }) => [title, grandparentTitle ?? title]);
    const known = new Set(seen);
    const hidden = named.filter((name) => !there.has(name.toLowerCase()) && !known.has(name));
    const names = new HiddenNames(hidden, seen);
    return { rows: retell(rows, cards, names), cards };
  }
}

/** The items that it refers to, and those that its tools told. */
function idsIn({ blocks, tools }: MessageRow): string[] {
  const shown = blocks.flatMap((block) => (block.kind === 'items' ? block.items : []));
  return [...shown, ...tools.flatMap(({ items }) => items)].flatMap(({ itemId }) => itemId ?? []);
}

/** Titles that a pick was compared with, which have no card. */
function comparedIn({ blocks, tools }: MessageRow): string[] {
  const shown = blocks.flatMap((block) => (block.kind === 'items' ? block.items : []));
  return [...shown, ...tools.flatMap(({ items }) => items)]
    .flatMap(({ said = [] }) => said)
    .flatMap(({ values: { title } }) => (typeof title === 'string' ? [title] : []));
}
