import type { HistoryKnowledge, UnwatchedItem, UnwatchedState } from '../../api/types';
import { TYPE_WORDS } from '../../core/items/item-words';
import { UNKNOWN, formatBytes, formatCount, formatDay } from '../../ui/format';
import { plural } from '../../ui/plural';
import { CSV_ITEM, type CellStatus, type InsightRow, contextOf, csvItem } from './insight-row';
import { unwatchedWord } from './insight-words';

const STATUS: Record<UnwatchedState, Omit<CellStatus, 'label'>> = {
  never: { tone: 'warn' },
  idle: { tone: 'neutral' },
  unknown: { tone: 'info', icon: 'info' },
};

export const UNWATCHED_CSV = [...CSV_ITEM, 'state', 'bytes', 'leaves', 'plays', 'lastViewedAt'];

export function unwatchedRow(entry: UnwatchedItem): InsightRow {
  const { item, state, bytes, leaves, plays, lastViewedAt } = entry;
  return {
    id: item.id,
    bytes,
    title: item.title,
    context: unwatchedContext(entry),
    cells: {
      state: [{ ...STATUS[state], label: unwatchedWord(state) }],
      type: TYPE_WORDS[item.type].one,
      added: formatDay(Date.parse(item.addedAt)),
      viewed: viewedWords(entry),
      plays: playsWords(entry),
      size: formatBytes(bytes),
    },
    csv: [...csvItem(item), state, bytes, leaves, plays, lastViewedAt],
  };
}

/** A show says how much of it there is. */
function unwatchedContext({ item, leaves }: UnwatchedItem): string {
  const count = formatCount(leaves);
  const parts = [contextOf(item)];
  if (item.type === 'show')
    parts.push(plural(leaves, $localize`${count}:count: episode`, $localize`${count}:count: episodes`));
  if (item.type === 'artist')
    parts.push(plural(leaves, $localize`${count}:count: track`, $localize`${count}:count: tracks`));
  return parts.filter(Boolean).join(' · ');
}

/** "Never" is said only where the history is whole. */
function viewedWords({ state, lastViewedAt }: UnwatchedItem): string {
  if (lastViewedAt !== null) return formatDay(Date.parse(lastViewedAt));
  return state === 'unknown' ? UNKNOWN : $localize`never`;
}

/** None that is known of says nothing where the history cannot tell. */
function playsWords({ state, plays }: UnwatchedItem): string {
  return state === 'unknown' && plays === 0 ? UNKNOWN : formatCount(plays);
}

/** How far what is known reaches, a sentence for each server that it matters for. */
export function historyWords(history: readonly HistoryKnowledge[]): string[] {
  return history.map(({ serverName, whole, since }) => {
    if (!whole)
      return $localize`The history of ${serverName}:server: has not been read to its beginning, so nobody can say what was never watched there.`;
    if (since === null) return $localize`${serverName}:server: remembers no views at all.`;
    const day = formatDay(Date.parse(since));
    return $localize`${serverName}:server: remembers views since ${day}:day:. What was added before may have been watched before.`;
  });
}
