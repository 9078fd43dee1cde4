import { isGrounded } from './check';
import { Evidence } from './evidence';
import { askedWords } from './unknown-name';

/** Titles that every model knows, many of them of everyday words; none is in the library. */
const TITLES = [
  ...[
    'Star Wars',
    'The Matrix',
    'Inception',
    'Titanic',
    'The Dark Knight',
    'Fight Club',
    'Jaws',
    'Alien',
    'Home Alone',
  ],
  ...[
    'Die Hard',
    'Toy Story',
    'Frozen',
    'The Green Mile',
    'Back to the Future',
    'The Big Short',
    'Lost in Translation',
  ],
  ...[
    'Black Swan',
    'Groundhog Day',
    'The Sixth Sense',
    'Good Will Hunting',
    'A Beautiful Mind',
    'The Birds',
    'The Thing',
  ],
  ...[
    'Get Out',
    'The Ring',
    'The Others',
    'Scream',
    'Breaking Bad',
    'The Wire',
    'The Office',
    'Stranger Things',
    'Mad Men',
  ],
  ...[
    'House of Cards',
    'The Crown',
    'True Detective',
    'Black Mirror',
    'Better Call Saul',
    'The Good Place',
    'Love Actually',
  ],
  ...[
    'No Country for Old Men',
    'There Will Be Blood',
    'It Happened One Night',
    'The Holiday',
    'About Time',
    'The Notebook',
  ],
  ...['The Breakfast Club', 'Mean Girls', 'The Help', 'The Blind Side', 'The Hunger Games'],
];
const SENTENCES: ((title: string) => string)[] = [
  (title) => `You should watch ${title} tonight.`,
  (title) => `${title} is in your library.`,
  (title) => `I recommend ${title}.`,
  (title) => `${title} is a great film.`,
  (title) => `You have ${title} in your library.`,
  (title) => `My top pick is ${title}.`,
  (title) => `Try ${title}, it is great.`,
];
const QUESTION = 'What should I watch?';

const ground = { evidence: new Evidence(QUESTION), asked: askedWords([QUESTION]) };
ground.evidence.add('t1', {
  ...{ count: 12, items: [], filters: {}, asOf: '2026-03-01T08:00:00.000Z', forModel: {} },
  figures: [{ key: 'count', label: 'Matching titles', value: 12, unit: 'count' }],
});

it.each(TITLES)('%s is shown in no sentence, however it is written', (title) => {
  const small = title.toLowerCase();
  const written = [title, title.toUpperCase(), small, small[0].toUpperCase() + small.slice(1)];
  const sentences = written.flatMap((one) => SENTENCES.map((sentence) => sentence(one)));
  expect(sentences.filter((sentence) => isGrounded(sentence, ground))).toEqual([]);
});
