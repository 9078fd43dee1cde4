import { isGrounded } from './grounded';

const FACTS = {
  names: ['Drama', 'Science Fiction', 'The Silver River', 'Ada Stone', '12 Monkeys'],
  lines: [
    'Period: the last 30 days',
    'Views: 42 (before: 35)',
    'Time watched: 61 hours 5 minutes (before: 48 hours 0 minutes)',
    'Seen of each view on average: 93.5 percent',
    'Views of the genre Drama: 12',
    'Views against the period before: 7 more, 20 percent',
  ],
  directions: {
    figures: new Map([
      ['plays', 1 as const],
      ['watched', 1 as const],
    ]),
    genres: new Map(),
    names: [],
  },
};

describe('words about figures', () => {
  it.each([
    'You watched 42 times in the last 30 days, 7 more than before.',
    'You spent 61 hours 5 minutes watching. That is 20% more than in the period before!',
    'Your views went up from 35 to 42; on average you saw 93.5 percent of each.',
    'Most of it was Drama, with 12 views, and you met Ada Stone.',
    'For the first time you watched "The Silver River" and 12 Monkeys.',
    'Science Fiction was new to you. I like TV.',
    'You kept watching, and it’s more than before.',
  ])('may stand where all of them are there: %s', (text) => expect(isGrounded(text, FACTS)).toBe(true));

  it.each([
    ['a number', 'You watched 43 times.'],
    ['a number in other digits', 'You watched ٤٣ times.'],
    ['a number in words', 'You watched forty-three times.'],
    ['a multiple', 'You watched twice as much as before.'],
    ['a fraction', 'You finished half of it.'],
    ['a fraction in one sign', 'You finished ½ of it.'],
    ['a decimal', 'You saw 93.6 percent of each.'],
    ['a year', 'You watched as if it were 1999.'],
    ['a large number', 'You watched 42,000 times.'],
    ['a number in a unit of its own', 'You watched for 3665 minutes.'],
    ['a title', 'You also enjoyed Blade Runner.'],
    ['a title at the beginning', 'Inception was what you liked best.'],
    ['a title in quotes', 'You liked “the quiet place” most.'],
    ['a title in single quotes', "You liked 'the quiet place' most."],
    ['a title that goes on', 'You watched The Silver Rivers.'],
    ['a number in German', 'Du hast ihn elfmal gesehen.'],
    ['figures in German words', 'Du hast 42 Wiedergaben gesehen.'],
    ['a year in place of a count', 'You watched 93 of your friends.'],
    ['a magnitude', 'You watched 42 billion times.'],
    ['a share as a count', 'You watched 20 times.'],
    ['a Roman number', 'You watched xlii films.'],
    ['nothing', 'You watched nothing.'],
    ['all', 'You have watched all of them.'],
    ['a name', 'You met Ada Stonehouse.'],
    ['a name in another alphabet', 'You watched Сталкер.'],
    ['a name in signs', 'You watched 千と千尋の神隠し.'],
    ['a link', 'You watched a lot, see [more](http://evil.example).'],
    ['an address', 'You watched a lot: www.evil.example'],
    ['markup', 'You watched <b>a lot</b>.'],
    ['emphasis', 'You watched *a lot*.'],
    ['a list', 'You watched:\n- a lot'],
    ['an acronym', 'You watched on HBO.'],
    ['a change', 'You watched less than before.'],
    ['too much', `You watched. ${'It was good. '.repeat(200)}`],
  ])('fall where they name %s that is not: %s', (_, text) => expect(isGrounded(text, FACTS)).toBe(false));
});
