import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import type { ItemCardDto } from '../../library';
import { textOf, type Said } from '../said/said';
import { FieldPolicy } from './allowed-fields';
import { forModel, type NamedFigure } from './for-model';
import { ItemFactsQuery } from './item-facts.query';
import { LibraryFreshness } from './library-freshness.query';
import type { Figure, ToolResult } from './tool';

/** What a tool found, before it is said how true it is and what of it a provider may read. */
export interface Finding {
  /** A sentence, several of them, or a name of the library. */
  summary: Said | Said[] | string;
  count: number | null;
  items?: { item: ItemCardDto; reason: Said | null }[];
  figures?: NamedFigure[];
  filters?: Record<string, string | number | boolean | undefined>;
  /** Those of the filters' words that the libraries know; all others may be made up. */
  words?: (string | null | undefined)[];
  /** Of the items that it is about, where it is about one type. */
  type?: string;
  /** When the figures were made, where they are older than the library. */
  asOf?: string | null;
  caveats?: (Said | null)[];
}

/** Makes results of what tools find. */
@Injectable()
export class ToolResults {
  constructor(
    private readonly facts: ItemFactsQuery,
    private readonly freshness: LibraryFreshness,
    private readonly policy: FieldPolicy,
  ) {}

  async of(principal: Principal, finding: Finding): Promise<ToolResult> {
    const { count, figures = [], filters = {}, words = [], type, caveats = [] } = finding;
    const items = (finding.items ?? []).map(withText);
    const said = typeof finding.summary === 'string' ? [] : [finding.summary].flat();
    const [facts, { asOf, caveats: stale }, allowed] = await Promise.all([
      this.facts.byId(items.map(({ item }) => item.id)),
      this.freshness.of(principal, type),
      this.policy.allowed(),
    ]);
    const untrue = [...caveats, ...stale].filter((caveat) => caveat !== null);
    return {
      summary: typeof finding.summary === 'string' ? finding.summary : textOf(said),
      said,
      count,
      items,
      figures: figures.map(withoutNames),
      filters: given(filters),
      words: words.filter((word) => word != null),
      asOf: oldest(finding.asOf, asOf),
      caveat: textOf(untrue) || null,
      caveats: untrue,
      forModel: forModel({ count, items, figures, facts }, allowed),
    };
  }
}

function withText({ item, reason }: { item: ItemCardDto; reason: Said | null }): ToolResult['items'][number] {
  return { item, reason: reason?.text ?? null, said: reason === null ? [] : [reason] };
}

function withoutNames({ key, label, said, value, unit }: NamedFigure): Figure {
  return { key, label, said, value, unit };
}

function given(filters: NonNullable<Finding['filters']>): ToolResult['filters'] {
  return Object.fromEntries(
    Object.entries(filters).filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined),
  );
}

/** While nothing was read what is told is true now: there is nothing. */
function oldest(made: string | null | undefined, read: Date | null): string {
  const times = [made == null ? null : Date.parse(made), read?.getTime() ?? null].filter((time) => time !== null);
  return new Date(times.length === 0 ? Date.now() : Math.min(...times)).toISOString();
}
