import type { ItemCardDto } from '../../../library';
import { isGrounded } from './check';
import { Evidence, type Told } from './evidence';
import { GroundedWriter } from './grounded-writer';
import { asksForOutside, maybeTitle } from './outside-titles';
import { visible } from './plain-text';
import { readReferences } from './references';
import { Sentences } from './sentences';
import { askedWords } from './unknown-name';

const card = (id: string, title: string, more: Partial<ItemCardDto> = {}): ItemCardDto => ({
  ...{ id, title, serverId: 's', sectionId: 's', ratingKey: id, type: 'movie', year: 1999, rating: 7.8 },
  ...{ addedAt: '2026-02-03T10:00:00.000Z', viewCount: 3, lastViewedAt: null, watched: true, sizeBytes: 4_294_967_296 },
  ...{ resolution: '1080', hdr: null, parentId: null, grandparentTitle: null, index: null, parentIndex: null },
  ...{ posterUrl: null, available: true },
  ...more,
});

const QUESTION = 'What is as good as Blade Runner, under 90 minutes? I have 4711 films and love Night Train to Lisbon.';

function evidence(): Evidence {
  const known = new Evidence(QUESTION);
  known.add('t1', {
    count: 12,
    items: [
      { item: card('1', 'The Silver River'), reason: '61 percent watched' },
      { item: card('2', 'Mr. Nobody', { year: 2009 }), reason: null },
      { item: card('3', '1917', { year: 2019 }), reason: null },
    ],
    figures: [
      { key: 'count', label: 'Matching titles', value: 12, unit: 'count' },
      { key: 'time', label: 'Time watched', value: 42_900_000, unit: 'ms' },
      { key: 'size', label: 'All files', value: 1_234_567_890_123, unit: 'bytes' },
      { key: 'done', label: 'Finished', value: 87.5, unit: 'percent' },
    ],
    filters: { genre: 'Comedy', minutesMax: 90, yearFrom: 1990 },
    asOf: '2026-03-01T08:00:00.000Z',
    forModel: {
      items: [
        {
          id: '1',
          directors: ['Ida Voss'],
          genres: ['Dark Comedy'],
          minutes: 84,
          summary: 'Two Brothers in Oslo find 77 coins.',
        },
      ],
    },
  });
  return known;
}

const passes = (sentence: string): boolean => {
  const { text } = readReferences(visible(sentence));
  return isGrounded(text, { evidence: evidence(), asked: askedWords([QUESTION]) });
};

describe('a sentence stands', () => {
  it.each([
    'You could watch [[item:1]] tonight.',
    'There are 12 films that match.',
    'I found twelve matching titles, and three of them are listed.',
    'The Silver River (1999) is directed by Ida Voss and runs 84 minutes.',
    '**The Silver River** is a Dark Comedy, rated 7.8.',
    'It takes 1.23 TB, and you spent about 12 hours on it.',
    'You finished 87.5% of it.',
    'You watched it three times.',
    'It is from the 90s and in 1080p.',
    'Sorry, I do not know that.',
    'Light comedies would fit tonight.',
    'Fine now.',
    'Let me know if you want something more adventurous!',
    'Leider habe ich nichts Passendes gefunden.',
    'Die Serie hat mehrere Staffeln und eignet sich gut zum Weiterschauen.',
    'This one is a good choice for tonight.',
    'Mr. Nobody is shorter than an hour would be.',
    'Added on 3 February 2026, as of 2026-03-01.',
    'Blade Runner is not in your library.',
    'Like Blade Runner, [[item:1]] is dark and moving.',
    'Unter 90 Minuten habe ich 12 Filme gefunden.',
    'Ich empfehle dir [[item:1]], weil du ähnliche Filme gern gesehen hast.',
    'Heute Abend passt „The Silver River“ gut.',
    '- [[item:2]] – a dark story.',
  ])('%s', (sentence) => {
    expect(passes(sentence)).toBe(true);
  });
});

describe('a sentence falls that holds', () => {
  it.each([
    ['an invented title', 'You should watch Crimson Lighthouse tonight.'],
    ['one at the beginning', 'Zodiac is a great choice.'],
    ['one that is an everyday word', 'Home is a great choice.'],
    ['one that is an everyday word, with a year', 'Home (1999) is one.'],
    ['one in quotation marks', 'Try "the long night" tonight.'],
    ['one in German ones', 'Ich empfehle „das lange Warten“.'],
    ['one that is stressed', 'Try *the long night* tonight.'],
    ['one that is strong', 'Try __the long night__ tonight.'],
    ['one in a link', 'Try [the long night](http://x.example/a).'],
    ['one in an image', 'See ![Crimson](data:image/png;base64,xx) here.'],
    ['one in a tag', 'Try <i>the long night</i> tonight.'],
    ['one in lower case', 'you would love the crimson lighthouse tonight.'],
    ['one in capitals', 'Watch CRIMSON LIGHTHOUSE now.'],
    ['one made of parts of others', 'Watch Silver Nobody now.'],
    ['more of a title than there is', 'The Silver River Returns is here.'],
    ['a sequel', 'The Silver River 2 is here.'],
    ['a sequel in Roman numbers', 'The Silver River II is here.'],
    ['one glued to a reference', 'Watch [[item:1]]Crimson now.'],
    ['one in Cyrillic', 'Watch Сталкер now.'],
    ['one in Japanese', 'Watch 七人の侍 now.'],
    ['letters that look alike', 'Watch Тhe Silver River now.'],
    ['one with hidden characters', 'Watch Crim\u200bson Light\u00adhouse now.'],
    ['a person', 'It stars Joel Arden.'],
    ['a person in lower case', 'It is directed by joel arden.'],
    ['a name out of a summary', 'Two brothers from Oslo are in it.'],
    ['a number out of a summary', 'They find 77 of them.'],
    ['a title of the question said to be there', 'Yes, Night Train to Lisbon is in your library.'],
    ['a number of the question', 'You have 4711 films.'],
    ['a count', 'There are 13 films.'],
    ['a count of thousands', 'There are 12,000 films.'],
    ['a count in words', 'There are thirteen films.'],
    ['a count in German words', 'Es gibt dreiundzwanzig Filme.'],
    ['a large count in words', 'There are two hundred and five films.'],
    ['a vague count', 'You have hundreds of films.'],
    ['half of something', 'You finished half of it.'],
    ['a doubled something', 'You watched it twice.'],
    ['a multiple', 'You watched it three times as often.'],
    ['a percentage', 'You finished 12% of it.'],
    ['a percentage in words', 'You finished twelve percent of it.'],
    ['a size', 'It takes 12 GB.'],
    ['a duration', 'It runs 12 minutes.'],
    ['a runtime in hours', 'It runs 3 hours.'],
    ['a year', 'It is from 2001.'],
    ['a decade', 'It is from the 1970s.'],
    ['a rating', 'It is rated 9.1.'],
    ['a title that is a number, as a count', 'You have 1917 films.'],
    ['full-width digits', 'There are １３ films.'],
    ['Arabic digits', 'There are ١٣ films.'],
    ['a fraction', 'You finished ¾ of it.'],
    ['a superscript', 'There are 1³ films.'],
    ['keycaps', 'There are 1️⃣3️⃣ films.'],
    ['a thousand in short', 'There are 4k films.'],
    ['a date', 'Added on 4 February 2026.'],
    ['an address', 'See www.evil.example for more.'],
    ['a path', 'It is at /media/films/x.mkv now.'],
    ['a language that cannot be checked', 'Je vous propose un bon petit voyage pour ce soir.'],
    ['a sentence of another script', 'Это хороший выбор.'],
  ])('%s', (_, sentence) => {
    expect(passes(sentence)).toBe(false);
  });
});

describe('numbers are of what they were told of', () => {
  const known = new Evidence('How many films do I have?');
  known.add('t1', {
    count: 500,
    items: [
      { item: card('1', 'The Silver River', { year: 2026, rating: 8.1, viewCount: 0 }), reason: 'Rated 8.1 of 10' },
      { item: card('2', 'Paper Moons', { year: 1987 }), reason: '7 people here finished it' },
    ],
    figures: [
      { key: 'count', label: 'Matching titles', value: 500, unit: 'count' },
      { key: 'plays', label: 'Plays', value: 12, unit: 'plays' },
      { key: 'minutes', label: 'Shortest', value: 92, unit: 'minutes' },
    ],
    filters: {},
    asOf: '2026-03-12T08:00:00.000Z',
    forModel: { minutes: 120 },
  });
  for (const month of ['03', '05'])
    known.add('t2', {
      ...{ count: null, items: [], figures: [], filters: {}, forModel: {} },
      asOf: `2026-${month}-13T08:00:00.000Z`,
    });
  const stands = (sentence: string) =>
    isGrounded(readReferences(visible(sentence)).text, { evidence: known, asked: askedWords(['friends']) });

  it.each([
    'You have 500 films.',
    'You have 500 films in your library.',
    'There are 500 matching, unwatched films.',
    'There are 500 of them.',
    'I found five hundred titles for you.',
    'Es gibt 500 Filme.',
    'Du hast fünfhundert Filme in deiner Mediathek.',
    'Du hast 500 passende Filme.',
    'It is from 1987.',
    'It was made in 1987, and the other one is from 2026.',
    'Paper Moons (1987) is one of them.',
    '[[item:2]] (1987, 92 minutes) would fit.',
    'It is a 1987 film.',
    'Er ist aus dem Jahr 1987.',
    'Du hast 12 Filme gesehen.',
    'Du hast ihn zwölfmal gesehen.',
    'Du hast ihn zwoelfmal gesehen.',
    'It is rated 8.1.',
    'It has a rating of 8.1.',
    'Er ist mit 8,1 bewertet.',
    'It runs 92 minutes.',
    'Er dauert zwei Stunden.',
    'Er dauert anderthalb Stunden.',
    'Er dauert eineinhalb Stunden.',
    'Das ist ein zweistündiger Film.',
    'It is from the eighties.',
    'Er ist aus den achtziger Jahren.',
    'It is in 1080p.',
    '7 people finished it.',
    'It was added on 13 May.',
    'It was added in May, on the 13th of March.',
    'As of 12 March 2026, there are 500 films.',
    'Am 12. März 2026 waren es 500 Filme.',
    'You have no idea how good it is.',
    'The oldest one was released in 1987.',
    'Er wurde am 13. März 2026 hinzugefügt.',
    'Of your 500 films, 12 were watched.',
    'Davon hast du 12 gesehen.',
    'No problem, I can look again.',
    'I know nothing about that.',
    'All in all, it is a good choice.',
    '[[item:1]] and [[item:2]] are both in your library.',
  ])('%s', (sentence) => expect(stands(sentence)).toBe(true));

  it.each([
    'You have 2026 films.',
    'You have 1080 films in your library.',
    'Es gibt 2026 Filme.',
    'You have a library of 2026 films.',
    'Du hast 1987 Filme.',
    'You have 1080.',
    'Es sind 500 milliarden Filme.',
    'You have 500 milliarden filme.',
    'You have 500 bn films.',
    'You have 500 billion films.',
    'You have 500 pb of films.',
    'You have 500 decades of films.',
    'It took 500 decades.',
    '500 of your friends watched it.',
    '500 friends watched it.',
    '500 people watched it.',
    'You have maybe 13 films.',
    'You may 13 films.',
    '13 marched to your library.',
    '13 may match.',
    'In May 13 films were added.',
    'You have maybe 2026 films.',
    'You have 13 marked films.',
    'Er dauert dreieinhalb Stunden.',
    'Du hast anderthalb Filme gesehen.',
    'Er dauert zweieinhalb Stunden.',
    'Er ist aus den siebziger Jahren.',
    'Er ist aus den Siebzigern.',
    'Du hast ihn siebzehnmal gesehen.',
    'Du hast ihn elfmal gesehen.',
    'Du hast ihn fünfzigmal gesehen.',
    'Das ist der zwanzigste Film.',
    'Das ist zum elften Mal.',
    'Das ist zum hundertsten Mal.',
    'Du hast zehnfach mehr gesehen.',
    'Du hast vierfach mehr gesehen.',
    'Das ist ein dreistündiger Film.',
    'Das ist ein neunzigminütiger Film.',
    'Du hast fuenf Filme.',
    'Du hast fuenfzehn Filme.',
    'Du hast zigtausend Filme.',
    'You have a score of films.',
    'It is the thirteenth film.',
    'It is your twentieth film.',
    'It is from the seventies.',
    'You watched tenfold more.',
    'You watched a hundredfold more.',
    'You have eightysix films.',
    'You have a century of films.',
    'You have lxxxvi films.',
    'You have x films.',
    'You have l2 films.',
    'You have no films.',
    'You have zero films.',
    'You have 0 films.',
    'You do not have any films.',
    'There is nothing in your library.',
    'Your library is empty.',
    'None of them were watched.',
    'You have watched all of them.',
    'You have watched every film.',
    'Both are unwatched.',
    'Neither is watched.',
    'Your library is fully watched.',
    'You do not own films.',
    "You haven't watched a thing.",
    "There isn't anything in your library.",
    'Du hast noch nie einen Film gesehen.',
    '500 Freunde haben das gesehen.',
    'You have 500+ films.',
    'You have 12 × 500 films.',
    'You have 500 films per friend.',
    'It is from 500.',
    'It runs 500.',
    'It is rated 5.',
    'Du hast keine Filme.',
    'In deiner Mediathek ist nichts.',
    'Du hast alle Filme gesehen.',
    'Beide sind ungesehen.',
  ])('not: %s', (sentence) => expect(stands(sentence)).toBe(false));
});

it('says that there is none where a tool found none', () => {
  const known = new Evidence('');
  const nothing = { count: 0, items: [], figures: [], filters: {}, asOf: '2026-03-01T08:00:00.000Z', forModel: {} };
  known.add('t1', nothing);
  const stands = (text: string) => isGrounded(text, { evidence: known, asked: askedWords(['']) });
  expect(stands('You have no films of the kind.')).toBe(true);
  expect(stands('There is nothing in your library.')).toBe(true);
  expect(stands('Du hast keine Filme dieser Art.')).toBe(true);
});

it('counts a filter for nothing that found nothing, unless the person named it', () => {
  const known = new Evidence('under 90 minutes');
  const nothing = { count: 0, items: [], figures: [], asOf: '2026-03-01T08:00:00.000Z', forModel: {} };
  known.add('t1', { ...nothing, filters: { minutesMax: 90, yearFrom: 1987, q: 'Crimson Lighthouse' } });
  const stands = (text: string) => isGrounded(text, { evidence: known, asked: askedWords(['under 90 minutes']) });
  expect(stands('There is nothing under 90 minutes.')).toBe(true);
  expect(stands('There is nothing since 1987.')).toBe(false);
  expect(stands('There is nothing called Crimson Lighthouse.')).toBe(false);
});

describe('what a model only searched for', () => {
  const searched = new Evidence('What should I watch?');
  searched.add('t1', {
    count: 500,
    items: [{ item: card('1', 'The Silver River'), reason: null }],
    figures: [],
    filters: {
      q: 'The Godfather',
      person: 'Gret',
      minutesMax: 4711,
      yearTo: 8888,
      ratingMin: 0.3,
      addedSinceDays: 3333,
    },
    asOf: '2026-03-01T08:00:00.000Z',
    forModel: {},
  });
  it.each([
    'The Godfather is in your library, and you have not watched it.',
    "You can't go wrong with The Godfather.",
    'It stars Gret.',
    'It runs 4711 minutes.',
    'It is from 8888.',
    'It is rated 0.3.',
    'It was added 3333 days ago.',
  ])('is no proof: %s', (sentence) => {
    expect(isGrounded(sentence, { evidence: searched, asked: askedWords(['What should I watch?']) })).toBe(false);
  });
});

describe('a number of a filter', () => {
  const question = 'Films since 1980, under 75 minutes, rated 7 or better, added in the last 13 days, please';
  const searched = (filters: Told['filters'], more: Partial<Told> = {}) => {
    const known = new Evidence(`${question}, 1985, 1989, 1962, the 80s, unwatched for 365 days`);
    const item = card('1', 'The Silver River', { year: 1999, rating: 7.8, addedAt: '2026-02-03T10:00:00.000Z' });
    const items = more.count === 0 ? [] : [{ item, reason: null }];
    known.add('t1', {
      ...{ count: 12, items, figures: [], filters, forModel: {} },
      asOf: '2026-03-01T08:00:00Z',
      ...more,
    });
    return (text: string) => isGrounded(readReferences(text).text, { evidence: known, asked: askedWords([question]) });
  };
  const asked = { yearFrom: 1980, minutesMax: 75, ratingMin: 7, addedSinceDays: 13 };

  it.each([
    'There are 12 films from 1980 on.',
    'There are 12 films since 1980.',
    'These were made after 1980 and run under 75 minutes.',
    'They run at most 75 minutes.',
    '[[item:1]] is shorter than 75 minutes.',
    '[[item:1]] runs no longer than 75 minutes.',
    'I found 12 films of 75 minutes or less.',
    'They are rated 7 or better.',
    'They are rated at least 7.',
    'There are 12 films that were added in the last 13 days.',
    'Es sind 12 Filme ab 1980.',
    'Es gibt 12 Filme seit 1980.',
    'Es sind 12 Filme, die nicht länger als 75 Minuten dauern.',
    'Es sind 12 Filme mit höchstens 75 Minuten.',
    'Sie sind mit mindestens 7 bewertet.',
    'In den letzten 13 Tagen sind 12 Filme dazugekommen.',
  ])('stands as the limit that it was: %s', (text) => expect(searched(asked)(text)).toBe(true));

  it.each([
    '[[item:1]] is from 1980.',
    '[[item:1]] is from 1980 and runs 75 minutes.',
    '[[item:1]] (1980) is the best.',
    '[[item:1]] runs 75 minutes.',
    '[[item:1]] is longer than 75 minutes.',
    '[[item:1]] was made before 1980.',
    '[[item:1]] is not shorter than 75 minutes.',
    '[[item:1]] is rated 7.',
    '[[item:1]] was added 13 days ago.',
    '[[item:1]] is from the 80s.',
    'You watched it for 13 days.',
    '[[item:1]] ist aus dem Jahr 1980.',
    '[[item:1]] dauert 75 Minuten.',
    '[[item:1]] ist vor 13 Tagen dazugekommen.',
    '[[item:1]] hat die Note 7.',
  ])('is of no title: %s', (text) => expect(searched(asked)(text)).toBe(false));

  it('stands where a title has that very value', () => {
    const stands = searched(asked, { forModel: { items: [{ id: '1', minutes: 75 }] } });
    expect(stands('[[item:1]] runs 75 minutes.')).toBe(true);
    expect(searched({ yearFrom: 1962, yearTo: 1962 })('[[item:1]] is from 1962.')).toBe(true);
  });

  it('stands beside its other end, and as a decade where both are of it', () => {
    const stands = searched({ yearFrom: 1980, yearTo: 1989 });
    expect(stands('There are 12 films between 1980 and 1989.')).toBe(true);
    expect(stands('Es sind 12 Filme aus den Jahren 1980 bis 1989.')).toBe(true);
    expect(stands('[[item:1]] is from the 80s.')).toBe(true);
    expect(stands('[[item:1]] is from 1989.')).toBe(false);
  });

  it('is only missing where nothing was found of the one value that was asked for', () => {
    const stands = searched({ yearFrom: 1962, yearTo: 1962 }, { count: 0 });
    expect(stands('There is nothing from 1962.')).toBe(true);
    expect(stands('It is from 1962.')).toBe(false);
  });

  it('says how long nobody watched a thing', () => {
    const stands = searched({ idleDays: 365 });
    expect(stands('These 12 films were not watched for 365 days.')).toBe(true);
    expect(stands('You watched it for 365 days.')).toBe(false);
  });

  it('of a period is no day of a view', () => {
    const stands = searched({ period: '30d' });
    expect(stands('In the last 30 days you watched 12 films.')).toBe(true);
    expect(stands('You watched [[item:1]] 30 days ago.')).toBe(false);
  });
});

describe('a genre that was asked for', () => {
  const plays = { key: 'plays', label: 'Your views', value: 500, unit: 'plays' } as const;
  const picks = { count: null, items: [], figures: [plays], asOf: '2026-03-01T08:00:00.000Z', forModel: {} };
  const stands = (text: string, more: Partial<Told>) => {
    const known = new Evidence('What should I watch?');
    known.add('t1', { ...picks, filters: { genre: 'The Crimson Paradox' }, ...more });
    return isGrounded(text, { evidence: known, asked: askedWords(['What should I watch?']) });
  };

  it('names nothing where no title is of it, whatever the figures tell', () => {
    expect(stands('Watch The Crimson Paradox tonight.', {})).toBe(false);
    expect(stands('You have 4711 films.', { filters: { genre: '4711 films' } })).toBe(false);
  });

  it('may be named where titles are of it, or where the library knows it', () => {
    const held = { items: [{ item: card('1', 'The Silver River'), reason: null }] };
    expect(stands('This is a Dark Comedy.', { ...held, filters: { genre: 'Dark Comedy' } })).toBe(true);
    expect(stands('Of Dark Comedy I see nothing.', { words: ['Dark Comedy'] })).toBe(true);
  });
});

describe('a title that only the person named', () => {
  const asked = 'Is Blade Runner in my library? Habe ich Blade Runner?';
  it.each([
    ['Blade Runner is not in your library.', true],
    ['I could not find Blade Runner.', true],
    ['There is no film called Blade Runner.', true],
    ['You do not have Blade Runner.', true],
    ['Blade Runner ist nicht in deiner Mediathek.', true],
    ['Blade Runner habe ich nicht gefunden.', true],
    ["You can't go wrong with Blade Runner tonight.", false],
    ['No doubt: Blade Runner is in your library.', false],
    ['Blade Runner is in your library and you have not watched it yet.', false],
    ['There is nothing like Blade Runner, enjoy it on your server.', false],
    ['Blade Runner hast du noch nicht gesehen, er ist in deiner Bibliothek.', false],
  ])('may be told to be missing and nothing else: %s', (sentence, stands) => {
    expect(isGrounded(sentence, { evidence: new Evidence(asked), asked: askedWords([asked]) })).toBe(stands);
  });
});

describe('a figure', () => {
  const written = (text: string): string => {
    const writer = new GroundedWriter({ evidence: evidence(), asked: askedWords([QUESTION]) }, false, () => undefined);
    writer.push(text);
    writer.finish();
    return writer.written.text.trim();
  };
  const F = '[[figure:t1.count]]';

  it.each([
    `You have ${F}0 films.`,
    `You have ${F}000 films.`,
    `You have ${F},000 films.`,
    `You have ${F} 000 films.`,
    `You have ${F}.5 films.`,
    `You have ${F}9 films.`,
    `You have 1${F} films.`,
    `You have 1 ${F} films.`,
    `You have -${F} films.`,
    `You have minus ${F} films.`,
    `You have ${F}k films.`,
    `You have ${F}${F} films.`,
    `You have ${F} ${F} films.`,
    `You have ${F} GB of films.`,
    `You have ${F} % of films.`,
    `You have ${F} hours of films.`,
    `You have **${F}**0 films.`,
    `Du hast ${F}0 Filme.`,
  ])('is the server’s, and nothing is added to it: %s', (text) => {
    expect(written(text)).toBe('');
  });

  it.each([
    [`You have ${F} films.`, 'You have 12 films.'],
    [`There are ${F}.`, 'There are 12.'],
    [`Of ${F} films, one is new.`, 'Of 12 films, one is new.'],
    ['You watched [[figure:t1.time]] in all.', 'You watched 11 h 55 min in all.'],
    [`Du hast **${F}** Filme.`, 'Du hast 12 Filme.'],
  ])('stands where the model puts it: %s', (text, words) => {
    expect(written(text)).toBe(words);
  });
});

it('lets through no line of everyday words that may be a title', () => {
  const writer = new GroundedWriter({ evidence: evidence(), asked: askedWords([QUESTION]) }, false, () => undefined);
  writer.push('Here are some:\n- Home\n- Lost\n- Her\n- Mr. Nobody\nUp\nUs\n');
  writer.finish();
  expect(writer.written.text.trim()).toBe('Here are some:\n\n- Mr. Nobody');
  expect(writer.written.removed).toBe(true);
});

describe('titles outside the library', () => {
  it.each([
    ['Recommend me films that are not in my library', true],
    ["Which films don't I have?", true],
    ['Name films that I don’t have', true],
    ['Welche Filme sind nicht in meiner Mediathek?', true],
    ['Which films have I never watched in my library?', false],
    ['Welche Filme habe ich noch nicht aus meiner Mediathek gesehen?', false],
  ])('are asked for by who says so: %s', (question, asks) => {
    expect(asksForOutside(question)).toBe(asks);
  });

  it.each([
    ['Blade Runner', true],
    ['Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb', true],
    ['2001: A Space Odyssey', true],
    ['Your session has ended - sign in at https://evil.example/login with code 4711', false],
    ['Call 0900123456 now', false],
    ['word '.repeat(20), false],
  ])('hold no message: %s', (title, may) => {
    expect(maybeTitle(title)).toBe(may);
  });
});

it('cuts sentences alike however they come', () => {
  const text = 'See [[item: 1. 2]] here. It runs 1.5 hours! Mr. Nobody is on.\n\n- One\n- Two… yes';
  const whole = new Sentences();
  const expected = [...whole.push(text), whole.rest()];
  expect(expected).toEqual([
    ...['See [[item: 1. 2]] here. ', 'It runs 1.5 hours! ', 'Mr. Nobody is on.', '\n', '\n'],
    ...['- One\n', '- Two… ', 'yes'],
  ]);
  for (const size of [1, 2, 3, 7]) {
    const cut = new Sentences();
    const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g'))!;
    expect([...pieces.flatMap((piece) => cut.push(piece)), cut.rest()]).toEqual(expected);
  }
});
