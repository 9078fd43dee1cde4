import type { Reason } from '../../api/types';
import { formatPercent } from '../../ui/format';
import { reasonWords } from '../picks/reason-words';
import { amount, day, many, type Values, type Words } from './said-values';

const percent = (values: Values): string => formatPercent(Number(values['percent']));
/** As the home page words it. */
const pick =
  (kind: Reason['kind']): Words =>
  (values) =>
    reasonWords({ ...values, kind, text: '' });

/** Why a title is named. */
export const REASONS = {
  'watched-on': (values) => $localize`Watched on ${day(values)}:date:`,
  'begun-on': (values) => $localize`Begun on ${day(values)}:date:, ${percent(values)}:percent: watched`,
  copies: (values) => many(values, $localize`1 copy`, $localize`${amount(values)}:count: copies`),
  'next-episode': () => $localize`The next episode`,
  begun: () => $localize`Begun`,
  'percent-watched': (values) => $localize`${percent(values)}:percent: watched`,
  'added-on': (values) => $localize`Added on ${day(values)}:date:`,
  'leaves-added-on': (values) => $localize`${amount(values)}:count: added on ${day(values)}:date:`,
  'more-leaves-added-on': (values) => $localize`At least ${amount(values)}:count: added on ${day(values)}:date:`,
  'pick-director': pick('director'),
  'pick-actor': pick('actor'),
  'pick-collection': pick('collection'),
  'pick-studio': pick('studio'),
  'pick-genre': pick('genre'),
  'pick-similarTaste': pick('similarTaste'),
  'pick-rated': pick('rated'),
  'pick-popular': pick('popular'),
  'pick-new': pick('new'),
} satisfies Record<string, Words>;
