// @ts-check
import { administration, refusals } from './administration.mjs';
import { baits, stale } from './baits.mjs';
import { counting, followUps } from './counting.mjs';
import { combined, single } from './filters.mjs';
import { history, picks } from './person.mjs';

/** In the order in which they are asked: what needs figures that are made slowly comes late. */
export const topics = [single, combined, counting, followUps, history, picks, baits, refusals, administration];
/** The library is old by then. */
export const lastTopics = [stale];
/** Asked again of a model that cannot call tools: one look-up leads to each of their answers. */
export const planTopics = [
  { ...single, name: 'by a plan' },
  { ...counting, name: 'counting by a plan' },
];
