import type { OwnUse } from '../../../api/types';
import { formatCount, formatDate } from '../../../ui/format';
import { formatCost } from '../../../ui/format-cost';
import type { Figure } from '../../../ui/figures';
import { plural } from '../../../ui/plural';

/** This month in figures; what is not known is left out, except how much is left. */
export function figuresOf(use: OwnUse): Figure[] {
  const figure = (label: string, value: string, note = ''): Figure => ({ label, value, note, icon: null });
  const parts = $localize`${formatCount(use.promptTokens)}:sent: sent, ${formatCount(use.completionTokens)}:written: written`;
  const cost = use.unpricedCalls > 0 ? $localize`Not of all requests is the price known.` : '';
  return [
    figure($localize`Tokens used`, formatCount(use.tokens), parts),
    figure(
      $localize`Left this month`,
      use.left === null ? $localize`no limit` : formatCount(use.left),
      use.limit === null ? '' : $localize`of ${formatCount(use.limit)}:limit:`,
    ),
    figure($localize`Requests`, formatCount(use.calls), estimatedWords(use.estimatedCalls)),
    ...(use.cost === null ? [] : [figure($localize`Cost`, formatCost(use.cost), cost)]),
  ];
}

function estimatedWords(calls: number): string {
  if (calls === 0) return '';
  return plural(calls, $localize`one of them estimated`, $localize`${formatCount(calls)}:count: of them estimated`);
}

/** Of the budget, 0 to 1; null where there is none. With a budget of 0 all of it is spent. */
export function spentOf({ limit, left }: OwnUse): number | null {
  if (limit === null || left === null) return null;
  return limit === 0 ? 1 : (limit - left) / limit;
}

/** When tokens are to be had again. */
export function renewalWords({ month, limit }: OwnUse): string {
  const [year, number] = month.split('-').map(Number);
  const day = formatDate(new Date(Date.UTC(year, number, 1)).toISOString());
  if (limit === 0) return $localize`An administrator has set the budget to 0: the model is not asked for you.`;
  return $localize`The next month begins on ${day}:day:, at midnight UTC.`;
}
