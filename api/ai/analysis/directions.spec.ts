import { agrees, directionsOf } from './directions';

/** Now and before, of figures and of the genre Drama. */
function against(
  figures: Record<string, [now: number, before: number | null]>,
  drama: [number, number | null] = [12, 9],
) {
  return directionsOf(
    {
      figures: Object.entries(figures).map(([key, [value, previous]]) => ({
        ...{ key, value, previous, unit: 'count', field: 'counts' },
        label: key,
      })) as never,
      genres: [{ genre: 'Drama', plays: drama[0], durationMs: 1, previousPlays: drama[1] }],
    },
    ['The Silver River', 'Less Than Zero'],
  );
}

describe('words about a change', () => {
  const UP = against({ plays: [64, 13], watched: [10, 5], streak: [2, null] });
  const MIXED = against({
    plays: [64, 13],
    watched: [10, 20],
    finished: [30, 30],
    brokenOff: [4, 9],
    longestStreak: [5, null],
  });
  const FIRST = against({ plays: [64, null], watched: [10, null] }, [12, null]);

  it.each([
    ['You watched more than before.', UP],
    ['With 64 views against 13 you watched more.', UP],
    ['You watched for longer.', UP],
    ['Your views and hours rose.', UP],
    ['You watched more Drama than before.', UP],
    ['You watched Less Than Zero for the first time.', UP],
    ['You watched more than you broke off.', UP],
    ['Your views rose from 13 to 64.', MIXED],
    ['You had 64 views, 51 more than before, but spent less time.', MIXED],
    ['Your time watched fell from 20 hours 0 minutes to 10 hours 5 minutes.', MIXED],
    ['You broke off fewer views, 4 against 9.', MIXED],
    ['You had more views and broke off fewer.', MIXED],
    ['Views to the end are unchanged.', MIXED],
    ['You watched 64 times.', FIRST],
  ])('may stand where it went that way: %s', (text, of) => expect(agrees(text, of)).toBe(true));

  it.each([
    ['You watched less than before.', UP],
    ['With 64 views against 13 you watched less.', UP],
    ['Your views dropped from 64 to 13.', UP],
    ['Your views went from 64 to 13.', UP],
    ['You had 51 fewer views.', UP],
    ['Your watching is down.', UP],
    ['You did not watch more than before.', UP],
    ['You watched as much as before.', UP],
    ['You watched less Drama than before.', UP],
    ['You watched more days in a row than before.', UP],
    ['You watched more than before.', MIXED],
    ['You watched less than before.', MIXED],
    ['Your views and hours rose.', MIXED],
    ['You spent more time than before.', MIXED],
    ['You had 64 views, fewer than before.', MIXED],
    ['You had 64 views and broke off more than before.', MIXED],
    ['You saw more views to the end.', MIXED],
    ['You watched more than before.', FIRST],
    ['You watched more Drama than before.', FIRST],
  ])('falls where it did not, or nobody knows: %s', (text, of) => expect(agrees(text, of)).toBe(false));
});
