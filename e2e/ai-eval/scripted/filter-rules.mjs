// Which filters the words of a question ask for.
const GENRES = [
  [/western/, 'Western'],
  [/comed|komödie/, 'Comedy'],
  [/drama/, 'Drama'],
  [/thriller/, 'Thriller'],
  [/horror/, 'Horror'],
  [/famil/, 'Family'],
  [/documentar/, 'Documentary'],
  [/\bwar\b/, 'War'],
  [/mystery/, 'Mystery'],
  [/telenovela/, 'telenovela'],
];
const SHORT_DECADE = 1900;

const FILTERS = [
  [/\bepisodes?\b/, () => ({ type: 'episode' })],
  [/künstler|artists?\b/, () => ({ type: 'artist' })],
  [/(?:from the|aus den) (\d{2,4})(?:s|ern)/, ([, decade]) => decadeOf(Number(decade))],
  [/from (\d{4})$/, ([, year]) => ({ yearFrom: Number(year), yearTo: Number(year) })],
  [/before (\d{4})/, ([, year]) => ({ yearTo: Number(year) - 1 })],
  [/since (\d{4})/, ([, year]) => ({ yearFrom: Number(year) })],
  [/under two hours/, () => ({ minutesMax: 120 })],
  [/under (\d+) minutes/, ([, minutes]) => ({ minutesMax: Number(minutes) })],
  [/zweieinhalb stunden/, () => ({ minutesMin: 150 })],
  [/between (\d+) and (\d+) minutes/, ([, least, most]) => ({ minutesMin: Number(least), minutesMax: Number(most) })],
  [/not (?:seen|watched)|unwatched|nicht gesehen/, () => ({ watched: false })],
  [/already seen/, () => ({ watched: true })],
  [/\b4k\b/, () => ({ resolution: '4k' })],
  [/\b(720|1080)p/, ([, lines]) => ({ resolution: lines })],
  [/rated (\d) or|mindestens (\d) punkten/, ([, english, german]) => ({ ratingMin: Number(english ?? german) })],
  [/pg-13/, () => ({ contentRating: 'PG-13' })],
  [/(?:last|letzten) (\d+) (?:days|tagen)/, ([, days]) => ({ addedSinceDays: Number(days) })],
  [/best rated/, () => ({ sort: 'rating', order: 'desc' })],
  [/longest/, () => ({ sort: 'durationMs', order: 'desc' })],
];
const PERSON = /(?:with|von) (\p{Lu}\S+ \p{Lu}\S+)/u;

function decadeOf(said) {
  const from = said < 100 ? SHORT_DECADE + said : said;
  return { yearFrom: from, yearTo: from + 9 };
}

/** @param text in lower case; @param written as it was asked */
export function filtersOf(text, written = '') {
  const found = FILTERS.flatMap(([pattern, read]) => {
    const match = pattern.exec(text);
    return match ? [read(match)] : [];
  });
  const genre = GENRES.find(([pattern]) => pattern.test(text))?.[1];
  const person = PERSON.exec(written)?.[1];
  return Object.assign({}, ...(genre ? [{ genre }] : []), ...(person ? [{ person }] : []), ...found);
}

/** Words of which the table knows none ask for nothing. */
export function hasFilters(args) {
  return Object.keys(args).length > 0;
}
