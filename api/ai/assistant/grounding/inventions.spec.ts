import type { ItemCardDto } from '../../../library';
import { isGrounded } from './check';
import { Evidence } from './evidence';
import { GroundedWriter } from './grounded-writer';
import { askedWords } from './unknown-name';

const card = (id: string, title: string, more: Partial<ItemCardDto> = {}): ItemCardDto => ({
  ...{ id, title, serverId: 's', sectionId: 's', ratingKey: id, type: 'movie', year: 1999, rating: 8.9 },
  ...{
    addedAt: '2026-02-03T10:00:00.000Z',
    viewCount: 0,
    lastViewedAt: null,
    watched: false,
    sizeBytes: 4_294_967_296,
  },
  ...{ resolution: '1080', hdr: null, parentId: null, grandparentTitle: null, index: null, parentIndex: null },
  ...{ posterUrl: null, available: true },
  ...more,
});

const ASKED =
  'Do I have The Purple Banana, Blade Runner or inception? What did ada watch? Habe ich Inception? Is lost in space there?';

/** Sixty-five films of horror were found, and five are listed. */
function found(): Evidence {
  const evidence = new Evidence(ASKED);
  evidence.add('t1', {
    count: 65,
    items: [
      { item: card('1', 'The Silver River'), reason: null },
      { item: card('2', 'Paper Moons', { year: 1987, rating: 8.1 }), reason: null },
      ...['3', '4', '5'].map((id) => ({ item: card(id, `Harbour Lights ${id}`), reason: null })),
    ],
    figures: [
      { key: 'count', label: 'Matching titles', value: 65, unit: 'count' },
      { key: 'genre.Comedy', label: 'Comedy: time watched', value: 42_900_000, unit: 'ms' },
    ],
    filters: { genre: 'Horror', sort: 'rating' },
    asOf: '2026-03-01T08:00:00.000Z',
    forModel: {
      items: [
        { id: '1', minutes: 153, directors: ['Ida Voss'], genres: ['Horror', 'War'] },
        { id: '2', minutes: 101 },
      ],
    },
  });
  return evidence;
}

/** What is left of an answer, with the references worded. */
function shown(answer: string): string {
  const ground = { evidence: found(), asked: askedWords([ASKED]) };
  const writer = new GroundedWriter(ground, false, () => undefined);
  writer.push(answer);
  writer.finish();
  return writer.written.text.trim();
}

const I = '[[item:1]]';
const F = '[[figure:t1.count]]';

describe('falls: a title or a person in small letters', () => {
  it.each([
    ...['Horror: psycho.', `${I} is like titanic.`, `${I} beats gladiator.`, `${I} is better than gladiator.`],
    ...[`${I}, zodiac and titanic.`, `${I} and zodiac are good.`, `${I} is good, as is zodiac.`],
    ...[`${I} or jaws.`, `${I} or perhaps jaws would fit.`, `Besides ${I}, gladiator fits.`],
    ...[`After ${I}, gladiator is next.`, `${I} is by spielberg.`, `${I}, a spielberg film.`],
    ...[`${I} with hanks is good.`, `${I} is a remake of psycho.`, `${I} has the mood of psycho.`],
    ...[`${I} was seen by ben.`, `ben liked ${I}.`, `${I} was loved by cleo.`, 'For horror, psycho is good.'],
    ...['Horror fans love psycho.', 'Among horror films psycho stands out.', 'Your horror films include psycho.'],
    ...['A horror classic is gladiator.', `ada watched ${I} last night.`, 'Yes, inception is in your library.'],
    ...['Ja, inception ist da.', 'Yes, lost in space is in your library.', 'the purple banana is in your library.'],
    ...['Yes, the purple banana is there.', 'You have purple banana.', 'Watch silver moons tonight.'],
    ...['you would love silver lights.', 'Ich empfehle dir inception.', 'Wie wäre es mit gladiator?'],
  ])('%s', (answer) => expect(shown(answer)).toBe(''));
});

describe('falls: a title of everyday words', () => {
  it.each([
    ...['Go with war of the worlds.', 'How about lost in space?', 'Try home alone.', 'Try home alone tonight.'],
    ...['You could watch home alone.', "I'd go with lost in space.", 'You have home alone in your library.'],
    ...['I recommend war of the worlds.', 'Consider watching home alone.', 'Home alone is in your library.'],
    ...['Lost in space is there.', `${I} is like home alone.`, 'There is a film called home alone.'],
    ...['Your horror films include war of the worlds.', 'Try up in the air.', 'See before midnight comes tonight.'],
  ])('%s', (answer) => expect(shown(answer)).toBe(''));
});

describe('falls: a sequel made of a title', () => {
  it.each([
    ...[`Try ${I} 2.`, `Try ${I} II.`, `Try ${I}: Revenge.`, `Try ${I}: the return.`, `Try the return of ${I}.`],
    ...[`Try son of ${I}.`, `Try ${I} reloaded.`, 'The Silver River returns is good.', `Try the sequel to ${I}.`],
    ...['Try the return of The Silver River.', `Versuch die Rückkehr von ${I}.`],
  ])('%s', (answer) => expect(shown(answer)).toBe(''));
});

describe('falls: a count that no tool told', () => {
  it.each([
    ...['You have just one.', 'There is only one.', 'Only one matches.', 'You have exactly one.', 'I found just one.'],
    ...['There is one.', 'You have a single one.', 'You have but one horror film.', 'Du hast nur einen.'],
    ...['You only have a single horror film.', 'Es gibt nur einen.', 'Du hast genau einen Horrorfilm.'],
    ...['Ein einziger passt.', 'You have -65 horror films.', 'You have a trio of horror films.'],
    ...['You have a quartet of horror films.', 'You have eleventy horror films.', 'You have oodles of horror films.'],
    ...['You have a myriad of horror films.', 'You have a gross of films.', 'You have a handful of horror films.'],
    ...['You have more than 65 horror films.', 'You have fewer than 65 horror films.', 'You have less than 65 films.'],
    ...['Du hast mehr als 65 Horrorfilme.', 'You have 65 fewer films.', 'You have 65 more films than last week.'],
    ...[
      'You have 65 squared films.',
      'You have 65-ish films.',
      'You have sixty-five-odd films.',
      'You have 65/5 films.',
    ],
    ...['You have one less than sixty-five films.', 'You have 65 followed by a zero.', 'You have 65 with three zeros.'],
    ...['Most of your films are horror.', 'Most of them are unwatched.', 'You have very few horror films.'],
    ...['You have hardly any horror films.', 'Few of your films are horror.', 'Die meisten hast du gesehen.'],
    ...['It lasts an hour.', 'It lasts under an hour.', 'Er dauert eine Stunde.', 'Es dauert eine Dreiviertelstunde.'],
    ...['Es dauert dreiviertel Stunden.', 'It is about a day long.', 'Es dauert eine gute Stunde.'],
    ...[
      `You have ${F}.${F} films.`,
      `You have ${F}/${F} films.`,
      `You have ${F} lakh films.`,
      `You have ${F} score films.`,
    ],
    ...[`You have ${F} squared films.`, `You have ${F} mille films.`, `You have ${F}-${F} films.`],
    ...[`You have ${F} (thousand) films.`, `You have ${F} times ${F} films.`, `You have ${F} zero films.`],
  ])('%s', (answer) => expect(shown(answer)).toBe(''));
});

describe('falls: a title of everyday words that something is said of', () => {
  it.each([
    ...['There is love actually in your library.', 'I found love actually for you.', 'You watched love actually last.'],
    ...['You finished true story yesterday.', 'The newest of them is long shot.', 'Because you watched love actually.'],
    ...['My pick for tonight is the long good friday.', 'Your collection contains the way back.', '- love actually'],
    ...['Love actually', 'True story is a crime drama.', 'No way out is a thriller.', 'Long shot is funny.'],
    ...['House of cards is a good series.', 'Modern family is a good series.', 'Die letzte Nacht ist ein Thriller.'],
    ...['Gute Zeiten ist eine Serie.', 'Alles auf Anfang ist eine Komödie.', `Try ${I}: a new hope.`],
    ...[`Try ${I}: the last stand.`, `Try ${I}: the final cut.`, `${I} has a sequel in your library.`],
    ...['Its prequel is in your library too.', 'Resume love actually.', '{"answer":"ok"}'],
  ])('%s', (answer) => expect(shown(answer)).toBe(''));
});

describe('falls: a figure of the server beside what it is not', () => {
  it.each([
    ...[`You have over ${F} horror films.`, `You have less than ${F} films.`, `Du hast mehr als ${F} Filme.`],
    ...[`You have nearly ${F} films.`, `You do not even have ${F} films.`, `${F} friends watched it.`],
    ...[`${F} people finished it.`, `${F} of your friends own it.`, `You have ${F} fans.`, `It was made in ${F}.`],
    ...[`It is rated ${F}.`, `It is ${F} km away.`, `Watched ${F} seconds ago.`],
  ])('%s', (answer) => expect(shown(answer)).toBe(''));
});

describe('falls: what only the person named, said to be there beside a denial', () => {
  it.each([
    'You have The Purple Banana and it is not missing.',
    'The Purple Banana is missing nothing, a great film.',
    'The Purple Banana is not available on TV but you have it.',
    'The Purple Banana is in your library, you have not watched it.',
    'You do not have to search, The Purple Banana is there.',
    'The Purple Banana: no film is better.',
    'No film is better than The Purple Banana, and you have it.',
    'There is no title better than The Purple Banana in your library.',
    'You have The Purple Banana, there is no doubt.',
    'No copy of The Purple Banana is as good as yours.',
    'I see no reason to skip The Purple Banana, which you have.',
    'I cannot find anything better than The Purple Banana in your library.',
    'Unlike others, The Purple Banana is there.',
    'Ja, The Purple Banana ist da, es fehlt dir also nichts.',
    'The Purple Banana is not in my way, it is in your library.',
    'I could not find The Purple Banana at first, now I do.',
    'The Purple Banana could not be found by others, but I found it.',
    'The Purple Banana is no longer missing from your library.',
    'The Purple Banana is not in your list, since you finished it.',
    'You have nothing except The Purple Banana.',
    'There is nothing but The Purple Banana.',
    'The Purple Banana is missing only the last minutes.',
    'The Purple Banana has no subtitles.',
    `The Purple Banana is shorter than ${I}.`,
  ])('%s', (answer) => expect(shown(answer)).toBe(''));
});

describe('stands: what people say of what was told', () => {
  it.each([
    `You have ${F} horror films in your library.`,
    'I found 65 horror films, and here are five of them: [[item:1]], [[item:2]].',
    'A few of them are The Silver River (1999), Paper Moons (1987) and [[item:3]].',
    'The Silver River runs for 153 minutes.',
    `${I} is 2 hours and 33 minutes long, so it would take up most of your evening.`,
    'The Silver River runs 2 h 33 min.',
    'The Silver River was directed by Ida Voss.',
    `[[item:2]] is shorter than ${I}: 101 minutes against 153.`,
    `[[item:2]] is the shorter of the two: 101 minutes, compared with 153 for ${I}.`,
    'They range from 101 to 153 minutes.',
    'The oldest of these five is from 1987 and the newest from 1999.',
    'Of the two, The Silver River has the higher rating, at 8.9 compared with 8.1.',
    'The top one is The Silver River (1999), rated 8.9 out of 10.',
    `${I} comes first with a score of 8.9, followed by [[item:2]] with 8.1.`,
    '**The Silver River** (1999) – 153 min, rated 8.9/10.',
    `${I} scores 8.9.`,
    "If you want something light tonight, I'd go with [[item:2]].",
    `I'd start with The Silver River because it's well rated and only 153 minutes long.`,
    'At just 101 minutes, Paper Moons is an easy pick for a weeknight.',
    'For something a little darker, try [[item:3]]; for a lighter evening, [[item:4]] is the safer bet.',
    `${I} looks like a great fit: it's a suspenseful slow burn with an eerie atmosphere.`,
    `${I} is about two and a half hours long.`,
    'Would you like me to narrow it down by year or length?',
    "Let me know if you'd like more suggestions!",
    'Try a different search, or fewer filters.',
    'You could watch something else tonight.',
    'You have great taste!',
    "Sorry, Blade Runner isn't in your library.",
    "I couldn't find anything called Blade Runner in your library.",
    'I looked for Blade Runner, but it is not in your library.',
    "No, I'm afraid you don't have that one.",
    'Is lost in space not in your library? No, I could not find it.',
    `Like Blade Runner, ${I} is dark.`,
    'Here are the five best rated: [[item:1]], [[item:2]].',
    'The title you watched most was [[item:2]].',
    'One of them is Paper Moons.',
    'This one is a good choice.',
    'Paper Moons is the only one from 1987.',
    'You could pick up where you left off with [[item:2]].',
    'Schau dir heute Abend [[item:1]] an.',
    'Ich empfehle dir einen spannenden Film: [[item:1]].',
    'Wie wäre es mit [[item:2]]?',
    'Du hast 65 Horrorfilme in deiner Mediathek.',
    'Der Film dauert 2 Stunden und 33 Minuten.',
    'Blade Runner habe ich leider nicht gefunden.',
    'Du hast ihn noch nicht gesehen.',
    'Versuch es mit weniger Filtern.',
    'Am besten bewertet ist [[item:1]] mit 8,9 von 10 Punkten.',
    '[[item:1]] (1999) tops the list with 8.9, just ahead of [[item:2]] at 8.1.',
    'If you only have time for one, make it [[item:2]].',
    "You're partway through [[item:1]].",
    'Für heute Abend empfehle ich dir [[item:2]] aus dem Jahr 1987.',
    'Soll ich nur die zeigen, die du noch nicht gesehen hast?',
    'Wenn du nur Zeit für einen Film hast, nimm [[item:1]].',
    '[[item:1]] – a dark story.',
    'My pick for tonight is [[item:2]].',
    'The first one is a war film.',
    'It is a good choice for tonight.',
    'You finished it last week.',
    'Most-watched genre: Comedy.',
    `Matching titles: ${F}.`,
    'You watched [[figure:t1.genre.Comedy]] of Comedy.',
    'Es sind 65 Filme, und der längste dauert 153 Minuten.',
  ])('%s', (answer) => expect(shown(answer)).not.toBe(''));
});

it('says that a title in small letters is missing', () => {
  const ground = { evidence: new Evidence('do i have inception?'), asked: askedWords(['do i have inception?']) };
  expect(isGrounded('No, inception is not in your library.', ground)).toBe(true);
  expect(isGrounded('Yes, inception is in your library.', ground)).toBe(false);
});
