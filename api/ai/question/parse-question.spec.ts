import type { AskedFilters } from './asked';
import { parseQuestion } from './parse-question';

const VOCABULARY = {
  genres: [
    'Drama',
    'Comedy',
    'Science Fiction',
    'Horror',
    'Action',
    'Animation',
    'War',
    'Western',
    'Family',
    'Documentary',
    'Thriller',
    'Crime',
    'Romance',
    'Fantasy',
    'Action & Adventure',
    'Rock',
  ],
  contentRatings: ['PG-13', 'R', 'PG', 'TV-MA', 'de/12'],
  resolutions: ['4k', '1080', '720', 'sd'],
};
/** A Thursday. */
const TODAY = '2026-03-12';
const MIN = 60_000;

const ask = (question: string) => parseQuestion(question, VOCABULARY, TODAY);

const movie = { type: 'movie' } as const;
const show = { type: 'show' } as const;

const LISTS: [question: string, filters: AskedFilters][] = [
  // Kinds
  ['movies', movie],
  ['Filme', movie],
  ['show me all films', movie],
  ['Zeig mir alle Serien', show],
  ['tv shows', show],
  ['Which TV series do I have?', show],
  ['episodes', { type: 'episode' }],
  ['Folgen von Breaking Bad', { type: 'episode', person: 'Breaking Bad' }],
  ['rock albums', { type: 'album', genres: ['Rock'] }],
  ['Alben', { type: 'album' }],
  // Genres
  ['comedies', { genres: ['Comedy'] }],
  ['Komödien', { genres: ['Comedy'] }],
  ['sci-fi movies', { ...movie, genres: ['Science Fiction'] }],
  ['SciFi Serien', { ...show, genres: ['Science Fiction'] }],
  ['horror comedies', { genres: ['Horror', 'Comedy'] }],
  ['Horrorfilme', { ...movie, genres: ['Horror'] }],
  ['Krimiserien', { ...show, genres: ['Crime'] }],
  ['Liebesfilme aus den 90ern', { ...movie, genres: ['Romance'], yearFrom: 1990, yearTo: 1999 }],
  ['war movies', { ...movie, genres: ['War'] }],
  ['Was war der längste Film?', { ...movie, sort: 'durationMs', order: 'desc' }],
  ['adventure', { genres: ['Action & Adventure'] }],
  ['Dokus', { genres: ['Documentary'] }],
  ['all dramas among the series', { ...show, genres: ['Drama'] }],
  ['Zeichentrickfilme für Kinder', { ...movie, genres: ['Animation'], q: 'Kinder' }],
  // Years
  ['movies from the 90s', { ...movie, yearFrom: 1990, yearTo: 1999 }],
  ["films of the 80's", { ...movie, yearFrom: 1980, yearTo: 1989 }],
  ['Filme aus den 80er Jahren', { ...movie, yearFrom: 1980, yearTo: 1989 }],
  ['Filme der siebziger Jahre', { ...movie, yearFrom: 1970, yearTo: 1979 }],
  ['late 1990s thrillers', { genres: ['Thriller'], yearFrom: 1995, yearTo: 1999 }],
  ['aus den frühen 2000ern', { yearFrom: 2000, yearTo: 2004 }],
  ['movies from the 2010s', { ...movie, yearFrom: 2010, yearTo: 2019 }],
  ['from the 20s', { yearFrom: 2020, yearTo: 2029 }],
  ['between 1980 and 1990', { yearFrom: 1980, yearTo: 1990 }],
  ['Filme zwischen 1980 und 1990', { ...movie, yearFrom: 1980, yearTo: 1990 }],
  ['von 2001 bis 2005', { yearFrom: 2001, yearTo: 2005 }],
  ['1999-2003', { yearFrom: 1999, yearTo: 2003 }],
  ['from the 70s to the 80s', { yearFrom: 1970, yearTo: 1989 }],
  ['before 2000', { yearTo: 1999 }],
  ['Filme vor 1970', { ...movie, yearTo: 1969 }],
  ['after 2015', { yearFrom: 2016 }],
  ['Filme nach 2015', { ...movie, yearFrom: 2016 }],
  ['since 2015', { yearFrom: 2015 }],
  ['Serien seit 2020', { ...show, yearFrom: 2020 }],
  ['from 2010 onwards', { yearFrom: 2010 }],
  ['2010 or later', { yearFrom: 2010 }],
  ['bis 1990', { yearTo: 1990 }],
  ['movies from 1994', { ...movie, yearFrom: 1994, yearTo: 1994 }],
  ['Filme aus dem Jahr 1994', { ...movie, yearFrom: 1994, yearTo: 1994 }],
  ['1994 movies', { ...movie, yearFrom: 1994, yearTo: 1994 }],
  ['Filme von 1990 bis heute', { ...movie, yearFrom: 1990 }],
  ['Filme über den Zweiten Weltkrieg', { ...movie, q: 'Zweiten Weltkrieg' }],
  ['Welche Filme sind neu?', { ...movie, addedSince: '2026-02-10' }],
  ['movies of this year', { ...movie, yearFrom: 2026, yearTo: 2026 }],
  ['Filme vom letzten Jahr', { ...movie, yearFrom: 2025, yearTo: 2025 }],
  // Runtime
  ['movies under 90 minutes', { ...movie, durationMaxMs: 90 * MIN - 1 }],
  ['films shorter than two hours', { ...movie, durationMaxMs: 120 * MIN - 1 }],
  ['Filme unter zwei Stunden', { ...movie, durationMaxMs: 120 * MIN - 1 }],
  ['Filme, höchstens 100 Minuten lang', { ...movie, durationMaxMs: 100 * MIN }],
  ['at most 1 hour 30 minutes', { durationMaxMs: 90 * MIN }],
  ['I have 90 minutes', { durationMaxMs: 90 * MIN }],
  ['longer than 3 hours', { durationMinMs: 180 * MIN + 1 }],
  ['mindestens anderthalb Stunden', { durationMinMs: 90 * MIN }],
  ['between 90 and 120 minutes', { durationMinMs: 90 * MIN, durationMaxMs: 120 * MIN }],
  ['between 1 and 2 hours', { durationMinMs: 60 * MIN, durationMaxMs: 120 * MIN }],
  ['über 150min', { durationMinMs: 150 * MIN + 1 }],
  ['2h or less', { durationMaxMs: 120 * MIN }],
  // Watched
  ['unwatched movies', { ...movie, watched: false }],
  ["movies I haven't seen yet", { ...movie, watched: false }],
  ['Filme, die ich noch nicht gesehen habe', { ...movie, watched: false }],
  ['ungesehene Serien', { ...show, watched: false }],
  ['never watched', { watched: false }],
  ['films I have already seen', { ...movie, watched: true }],
  ['schon gesehen', { watched: true }],
  // Resolution
  ['4K movies', { ...movie, resolution: '4k' }],
  ['in UHD', { resolution: '4k' }],
  ['Filme in 1080p', { ...movie, resolution: '1080' }],
  ['HD films', { ...movie, resolution: '1080' }],
  ['in SD', { resolution: 'sd' }],
  // Rating
  ['movies rated over 7', { ...movie, ratingMin: 7.001 }],
  ['rated 8 or higher', { ratingMin: 8 }],
  ['with at least 7.5 stars', { ratingMin: 7.5 }],
  ['Filme mit mindestens 8 Punkten', { ...movie, ratingMin: 8 }],
  ['besser als 7,5', { ratingMin: 7.501 }],
  ['rating 9+', { ratingMin: 9 }],
  // Content rating
  ['PG-13 movies', { ...movie, contentRating: 'PG-13' }],
  ['rated R', { contentRating: 'R' }],
  ['PG rated films', { ...movie, contentRating: 'PG' }],
  ['Filme ab 12 Jahren', { ...movie, contentRating: 'de/12' }],
  ['FSK 12', { contentRating: 'de/12' }],
  // Added
  ['added this week', { addedSince: '2026-03-09' }],
  ['diese Woche hinzugefügt', { addedSince: '2026-03-09' }],
  ['movies added in the last 30 days', { ...movie, addedSince: '2026-02-10' }],
  ['Filme, die in den letzten 3 Wochen hinzugefügt wurden', { ...movie, addedSince: '2026-02-19' }],
  ['added today', { addedSince: '2026-03-12' }],
  ['new this month', { addedSince: '2026-03-01' }],
  ['recently added shows', { ...show, addedSince: '2026-02-10' }],
  ['Neuzugänge', { addedSince: '2026-02-10' }],
  // Order
  ['newest movies', { ...movie, sort: 'year', order: 'desc' }],
  ['the oldest western', { genres: ['Western'], sort: 'year', order: 'asc' }],
  ['longest movies', { ...movie, sort: 'durationMs', order: 'desc' }],
  ['die kürzesten Filme', { ...movie, sort: 'durationMs', order: 'asc' }],
  ['best rated dramas', { genres: ['Drama'], sort: 'rating', order: 'desc' }],
  ['die am besten bewerteten Serien', { ...show, sort: 'rating', order: 'desc' }],
  ['biggest films', { ...movie, sort: 'sizeBytes', order: 'desc' }],
  ['recently watched movies', { ...movie, sort: 'lastViewedAt', order: 'desc' }],
  ['movies sorted by title', { ...movie, sort: 'title', order: 'asc' }],
  ['latest episodes', { type: 'episode', sort: 'addedAt', order: 'desc' }],
  // People and words
  ['movies with Tom Hanks', { ...movie, person: 'Tom Hanks' }],
  ['Filme mit Tom Hanks aus den 90ern', { ...movie, person: 'Tom Hanks', yearFrom: 1990, yearTo: 1999 }],
  ['directed by Christopher Nolan', { person: 'Christopher Nolan' }],
  ['Filme von Tarantino', { ...movie, person: 'Tarantino' }],
  ['the lord of the rings', { q: 'lord of the rings' }],
  ['Zeig mir den Paten', { q: 'Paten' }],
  ['"The 90s Show"', { q: 'The 90s Show' }],
  ['It', { q: 'It' }],
  ['No Country', { q: 'No Country' }],
  ['東京', { q: '東京' }],
  // Several at once
  [
    'unwatched sci-fi movies from the 90s under 2 hours rated over 7 in 4k',
    {
      ...movie,
      genres: ['Science Fiction'],
      watched: false,
      yearFrom: 1990,
      yearTo: 1999,
      durationMaxMs: 120 * MIN - 1,
      ratingMin: 7.001,
      resolution: '4k',
    },
  ],
  [
    'Ungesehene Komödien zwischen 1980 und 1990 unter 100 Minuten, neueste zuerst',
    {
      genres: ['Comedy'],
      watched: false,
      yearFrom: 1980,
      yearTo: 1990,
      durationMaxMs: 100 * MIN - 1,
      sort: 'year',
      order: 'desc',
    },
  ],
];

describe('a question', () => {
  it('is one of at least eighty here', () => expect(LISTS.length).toBeGreaterThanOrEqual(80));

  it.each(LISTS)('“%s” asks for %j', (question, filters) => {
    const asked = ask(question);
    expect(asked.filters).toEqual(filters);
    expect([asked.intent, asked.like]).toEqual(['list', null]);
  });

  it.each(LISTS)('“%s” is told by chips that are parts of it', (question) => {
    const { understood, ignored } = ask(question);
    expect(understood.length).toBeGreaterThan(0);
    for (const { text, label } of understood) {
      expect(question).toContain(text);
      expect(label).not.toBe('');
    }
    for (const text of ignored) expect(question).toContain(text);
  });

  it.each([
    ['movies like Alien', 'Alien', { type: 'movie' }],
    ['Filme wie Matrix', 'Matrix', { type: 'movie' }],
    ['something like War of the Worlds', 'War of the Worlds', {}],
    ['similar to "Like Water for Chocolate"', 'Like Water for Chocolate', {}],
    ['ähnlich wie Der Pate aus den 80ern', 'Der Pate', { yearFrom: 1980, yearTo: 1989 }],
    ['shows like The Wire but unwatched', 'The Wire', { type: 'show', watched: false }],
    ['like 2001 A Space Odyssey', '2001 A Space Odyssey', {}],
  ])('“%s” asks for titles like %s', (question, like, filters) => {
    const asked = ask(question);
    expect([asked.like, asked.filters]).toEqual([like, filters]);
  });

  it.each(['I would like to watch a comedy', 'I like comedies', "I'd like a comedy please"])(
    '“%s” compares nothing',
    (question) => {
      const asked = ask(question);
      expect([asked.like, asked.filters]).toEqual([null, { genres: ['Comedy'] }]);
    },
  );

  it.each([
    ['How many films do I have?', movie],
    ['Wie viele Filme habe ich?', movie],
    ['how many unwatched shows are there', { ...show, watched: false }],
    ['Wie viele Horrorfilme aus den 80ern gibt es?', { ...movie, genres: ['Horror'], yearFrom: 1980, yearTo: 1989 }],
    ['number of 4k movies', { ...movie, resolution: '4k' }],
    ['Anzahl der Episoden', { type: 'episode' }],
  ] as const)('“%s” counts %j', (question, filters) => {
    const asked = ask(question);
    expect([asked.intent, asked.filters]).toEqual(['count', filters]);
  });

  it.each([
    ['How much did I watch this month?', '30d'],
    ['how many hours have I watched this year', '1y'],
    ['Wie viel habe ich diese Woche geschaut?', '7d'],
    ['my stats', '30d'],
    ['Meine Statistik insgesamt', 'all'],
    ['What are my most watched films this year?', '1y'],
  ])('“%s” asks for statistics of %s', (question, period) => {
    const asked = ask(question);
    expect([asked.intent, asked.period, asked.filters]).toEqual(['stats', period, {}]);
  });

  it.each([
    ['How much did I watch this month?', true],
    ['my stats', true],
    ['How much did I watch in the last 30 days?', false],
    ['Meine Statistik insgesamt', false],
  ])('“%s” is told of other days than it says: %s', (question, isRough) => {
    expect(ask(question).isPeriodRough).toBe(isRough);
  });

  it.each([
    ['how many movies did I watch this year?', 'count', movie, '2026-01-01', '2026-12-31'],
    ['Wie viele Filme habe ich dieses Jahr gesehen?', 'count', movie, '2026-01-01', '2026-12-31'],
    ['how many films did I watch in 2025', 'count', movie, '2025-01-01', '2025-12-31'],
    ['Which films did I watch last month?', 'list', movie, '2026-02-01', '2026-02-28'],
    ['Welche Filme habe ich diese Woche gesehen?', 'list', movie, '2026-03-09', '2026-03-15'],
    ['Welche Serien habe ich letzte Woche geschaut?', 'list', show, '2026-03-02', '2026-03-08'],
    ['comedies I watched in the last 10 days', 'list', { genres: ['Comedy'] }, '2026-03-03', '2026-03-12'],
    ['What did I watch yesterday?', 'list', {}, '2026-03-11', '2026-03-11'],
    ['Wie viele Filme habe ich im November gesehen?', 'count', movie, '2025-11-01', '2025-11-30'],
    ['films I watched in February 2024', 'list', movie, '2024-02-01', '2024-02-29'],
    [
      'films from 1994 that I saw last year',
      'list',
      { ...movie, yearFrom: 1994, yearTo: 1994 },
      '2025-01-01',
      '2025-12-31',
    ],
  ] as const)('“%s” is about what was watched in that time: %s of %j', (question, intent, filters, from, to) => {
    const asked = ask(question);
    expect([asked.intent, asked.filters, asked.viewed, asked.ignored]).toEqual([intent, filters, { from, to }, []]);
  });

  it.each([
    ["movies I haven't watched this year", { ...movie, watched: false }],
    ['Which films from 2020 have I seen?', { ...movie, yearFrom: 2020, yearTo: 2020, watched: true }],
    ['what was added last week that I have seen', { addedSince: '2026-03-05', watched: true }],
    ['What should I watch this year?', expect.anything()],
  ])('“%s” is of no time of watching', (question, filters) => {
    const asked = ask(question);
    expect([asked.filters, asked.viewed]).toEqual([filters, null]);
  });

  it('says that the order and the words of what was watched in a time are passed over', () => {
    const asked = ask('longest Batman movies I watched this year');
    expect([asked.filters, asked.ignored]).toEqual([movie, ['longest', 'Batman']]);
  });

  it.each([
    ['movies from the last 5 years', { ...movie, yearFrom: 2021 }],
    ['Filme der letzten 10 Jahre', { ...movie, yearFrom: 2016 }],
    ['films older than 30 years', { ...movie, yearTo: 1996 }],
    ['films from this decade', { ...movie, yearFrom: 2020, yearTo: 2029 }],
  ])('“%s” reckons years from now', (question, filters) => {
    expect(ask(question).filters).toEqual(filters);
  });

  it.each([
    ['What should I watch tonight?', {}],
    ['Was soll ich heute Abend schauen?', {}],
    ['recommend me a comedy', { genres: ['Comedy'] }],
    ['Empfiehl mir einen Film unter 90 Minuten', { ...movie, durationMaxMs: 90 * MIN - 1 }],
  ])('“%s” asks for picks', (question, filters) => {
    const asked = ask(question);
    expect([asked.intent, asked.filters]).toEqual(['picks', filters]);
  });

  it.each([
    ['the 5 longest movies', 5, { ...movie, sort: 'durationMs', order: 'desc' }],
    ['top 10 dramas', 10, { genres: ['Drama'] }],
  ])('“%s” wants so many: %d', (question, limit, filters) => {
    const asked = ask(question);
    expect([asked.limit, asked.filters]).toEqual([limit, filters]);
  });

  it.each([
    ['rated under 5', ['rated under 5']],
    ['movies from the 90s before 1980', ['from the 90s']],
    ['FSK 16', ['FSK 16']],
    ['films that are not in 4K', ['not in 4K']],
    ['Filme, die nicht aus den 90ern sind', ['nicht aus den 90ern']],
    ['films that nobody has watched', ['nobody has watched']],
    ['Filme, die niemand gesehen hat', ['niemand gesehen']],
    ['movies watched by Anna', ['watched by Anna']],
    ['films I rated 5 stars', ['I rated 5 stars']],
    ['Filme, die ich mit 5 Sternen bewertet habe', ['mit 5 Sternen bewertet habe']],
    ['movies rated between 6 and 8', ['rated between 6 and 8']],
    ['Filme größer als 20 GB', ['größer als 20 GB']],
    ['1080p or 4k movies', ['4k']],
    ['horror or comedy', ['comedy']],
    ['movies with Tom Hanks and Meg Ryan', ['and Meg Ryan']],
    ['a film, but not horror', ['but not horror']],
    ['comedies without Adam Sandler', ['without Adam Sandler']],
    ['Komödien ohne Krieg', ['ohne Krieg']],
    ['4k HDR movies', ['HDR']],
    ['movies with German subtitles', ['with German subtitles']],
    ['Filme mit Untertiteln auf Deutsch', ['mit Untertiteln auf Deutsch']],
    ['französische Filme auf Deutsch', ['französische']],
    ['shows with more than 3 seasons', ['seasons', 'with more than 3']],
    ['movies and shows', ['shows']],
  ])('“%s” says what is passed over: %j', (question, ignored) => {
    expect(ask(question).ignored).toEqual(ignored);
  });

  it.each([
    ['movies in French', 'fr', 'in French'],
    ['Filme auf Deutsch', 'de', 'auf Deutsch'],
    ['german movies', 'de', 'german'],
    ['deutsche Filme', 'de', 'deutsche'],
    ['deutschsprachige Filme', 'de', 'deutschsprachige'],
    ['Filme mit deutscher Tonspur', 'de', 'mit deutscher Tonspur'],
    ['comedies dubbed in Swedish', 'sv', 'dubbed in Swedish'],
    ['Japanese audio', 'ja', 'Japanese audio'],
    ['movies in 日本語', 'ja', 'in 日本語'],
    ['unwatched series in Dutch', 'nl', 'in Dutch'],
    ['movies in français with English subtitles', 'fr', 'in français'],
  ])('“%s” asks for what is spoken in %s', (question, code, text) => {
    const { filters, understood } = ask(question);
    expect(filters.audioLanguage).toBe(code);
    expect(understood).toContainEqual({
      field: 'language',
      value: code,
      label: expect.stringMatching(/^Audio: /),
      text,
    });
  });

  it.each(['The Italian Job', 'The English Patient', 'dramas with Julie Delpy', 'movies in black and white'])(
    '“%s” asks for no language',
    (question) => {
      expect(ask(question).filters.audioLanguage).toBeUndefined();
    },
  );

  it('of nothing but signs is about nothing', () => {
    const asked = ask('?!… 💥');
    expect([asked.filters, asked.understood, asked.ignored]).toEqual([{}, [], []]);
  });

  it('as long as it may be is read in no time', () => {
    const from = performance.now();
    for (const word of ['from the ', 'between 1 and ', 'der ', 'like like ', '"', '9', 'i have not '])
      ask(word.repeat(2000 / word.length));
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});
