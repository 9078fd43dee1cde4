import type { ReasonDto } from '../recommender/recommendation.dto';
import { plainly, saying, type SaidValues } from './saying';

/** Why a title is named. */
export const REASONS = {
  'watched-on': saying({ date: '2026-01-31' }, ({ date }) => `Watched on ${date}`),
  'begun-on': saying(
    { date: '2026-01-31', percent: 40 },
    ({ date, percent }) => `Begun on ${date}, ${percent} percent watched`,
  ),
  copies: saying({ count: 2 }, ({ count }) => `${count} copies`),
  'next-episode': plainly('The next episode'),
  begun: plainly('Begun'),
  'percent-watched': saying({ percent: 40 }, ({ percent }) => `${percent} percent watched`),
  'added-on': saying({ date: '2026-01-31' }, ({ date }) => `Added on ${date}`),
  'leaves-added-on': saying({ count: 8, date: '2026-01-31' }, ({ count, date }) => `${count} added on ${date}`),
  'more-leaves-added-on': saying(
    { count: 8, date: '2026-01-31' },
    ({ count, date }) => `at least ${count} added on ${date}`,
  ),
};

const SHARED = { subject: 'Ada Stone', title: 'The Silver River', titleType: 'movie', count: 2, asked: false };

/** Why a title was picked: the recommender words these itself. With values that each can have. */
export const PICK_REASONS = {
  'pick-director': SHARED,
  'pick-actor': SHARED,
  'pick-collection': SHARED,
  'pick-studio': SHARED,
  'pick-genre': SHARED,
  'pick-similarTaste': { count: 4 },
  'pick-rated': { value: 8.1 },
  'pick-popular': { count: 3 },
  'pick-new': { count: 3 },
} satisfies Record<`pick-${ReasonDto['kind']}`, SaidValues>;
