import type { MonthOfUse, UseOfPerson } from '../../../api/types';
import { formatCost } from '../../../ui/format-cost';
import { formatCount } from '../../../ui/format';
import { formatMonth } from '../../../ui/format-month';

const USE_SORTS = ['person', 'sent', 'written', 'requests', 'cost', 'lastUsed'] as const;
export type UseSort = (typeof USE_SORTS)[number];
type Order = 'asc' | 'desc';

/** Null: as the API lists them, most tokens first. */
export interface UseOrder {
  sort: UseSort | null;
  order: Order;
}

export interface Column {
  sort: UseSort;
  label: string;
  number: boolean;
}

export const COLUMNS: readonly Column[] = [
  { sort: 'person', label: $localize`Person`, number: false },
  { sort: 'sent', label: $localize`Tokens sent`, number: true },
  { sort: 'written', label: $localize`Tokens written`, number: true },
  { sort: 'requests', label: $localize`Requests`, number: true },
  { sort: 'cost', label: $localize`Cost`, number: true },
  { sort: 'lastUsed', label: $localize`Last used`, number: false },
];

/** What an address says; what it cannot mean is as if it were not there. */
export function asMonth(text: string | undefined): string | undefined {
  return text !== undefined && /^(?!0000)\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;
}

export function orderOf(sort: string | undefined, order: string | undefined): UseOrder {
  const known = USE_SORTS.find((each) => each === sort) ?? null;
  return { sort: known, order: order === 'asc' ? 'asc' : 'desc' };
}

/** Names are read from the top, figures from the largest; a second press turns the order round. */
export function pressed(sort: UseSort, now: UseOrder): UseOrder {
  if (now.sort === sort) return { sort, order: now.order === 'asc' ? 'desc' : 'asc' };
  return { sort, order: sort === 'person' ? 'asc' : 'desc' };
}

const VALUE: Record<UseSort, (use: UseOfPerson) => number | string | null> = {
  person: ({ displayName }) => displayName,
  sent: ({ promptTokens }) => promptTokens,
  written: ({ completionTokens }) => completionTokens,
  requests: ({ calls }) => calls,
  cost: ({ cost }) => cost,
  lastUsed: ({ lastUsedAt }) => lastUsedAt,
};

/** What is not known comes last, however it is sorted. */
export function sorted(items: readonly UseOfPerson[], { sort, order }: UseOrder): readonly UseOfPerson[] {
  if (sort === null) return items;
  const [value, sign] = [VALUE[sort], order === 'asc' ? 1 : -1];
  return [...items].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (typeof x === 'string' ? x.localeCompare(String(y)) : x - Number(y));
  });
}

interface Sum {
  cost: number | null;
  unpricedCalls: number;
}

/** A sum that lacks something says so. */
export function costWords({ cost, unpricedCalls }: Sum): string {
  if (cost === null || unpricedCalls === 0) return formatCost(cost);
  return $localize`at least ${formatCost(cost)}:cost:`;
}

export interface Totals extends Sum {
  promptTokens: number;
  completionTokens: number;
  calls: number;
  estimatedCalls: number;
}

/** Null cost: of nothing is the price known. Nothing asked costs nothing. */
export function totalsOf({ items }: MonthOfUse): Totals {
  const sum = (of: (use: UseOfPerson) => number): number => items.reduce((total, use) => total + of(use), 0);
  const isPriced = items.length === 0 || items.some(({ cost }) => cost !== null);
  return {
    promptTokens: sum(({ promptTokens }) => promptTokens),
    completionTokens: sum(({ completionTokens }) => completionTokens),
    calls: sum(({ calls }) => calls),
    estimatedCalls: sum(({ estimatedCalls }) => estimatedCalls),
    cost: isPriced ? sum(({ cost }) => cost ?? 0) : null,
    unpricedCalls: sum(({ unpricedCalls }) => unpricedCalls),
  };
}

/** From the newest to the first in which anybody asked, and the one that is shown. */
export function monthsOf({ month, firstMonth }: MonthOfUse, today: string): { value: string; label: string }[] {
  const months = new Set([month]);
  const first = firstMonth ?? today;
  for (let at = today; at >= first && months.size < 1200; at = before(at)) months.add(at);
  return [...months]
    .sort()
    .reverse()
    .map((value) => ({ value, label: formatMonth(value) }));
}

function before(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}

export interface UseRow {
  id: string;
  name: string;
  lastUsedAt: string;
  /** By column, without the name and the time. */
  cells: Partial<Record<UseSort, string>>;
}

export function rowOf(use: UseOfPerson): UseRow {
  return { id: use.userId, name: use.displayName, lastUsedAt: use.lastUsedAt, cells: cellsOf(use) };
}

export function cellsOf(use: Totals): UseRow['cells'] {
  return {
    sent: formatCount(use.promptTokens),
    written: formatCount(use.completionTokens),
    requests: formatCount(use.calls),
    cost: costWords(use),
  };
}
