const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** What tools count. Not people: nobody counts friends. */
const THINGS = setOf(`
film films movie movies title titles show shows series episode episodes season seasons item items entry entries result results match matches hit hits file files version
versions copy copies duplicate duplicates genre genres library libraries section sections server servers user users account accounts viewer viewers stream streams session sessions
album albums track tracks song songs artist artists director directors actor actors actress actresses documentary documentaries comedy comedies drama dramas
thriller thrillers western westerns musical musicals mystery mysteries classic classics romance romances adventure adventures animation animations part parts clip clips collection collections playlist
playlists suggestion suggestions recommendation recommendations option options pick picks choice choices ones device devices group groups sequel sequels video videos
photo photos studio studios country countries language languages candidate candidates works feature features pictures question questions
filme filmen films titel titeln serie serien folge folgen episode episoden staffel staffeln treffer treffern ergebnis ergebnisse ergebnissen eintrag einträge
einträgen datei dateien versionen fassung fassungen kopie kopien duplikat duplikate bibliothek bibliotheken mediatheken servern nutzer nutzern benutzer benutzern konto konten zuschauer
zuschauern alben stück stücke lied lieder künstler künstlern regisseur regisseure regisseuren schauspieler schauspielern dokumentation dokumentationen doku dokus komödie komödien dramen krimi krimis
abenteuer klassiker klassikern teil teile teilen vorschlag vorschläge vorschlägen empfehlung empfehlungen sendung sendungen reihe reihen gerät geräte geräten sitzung sitzungen
sprache sprachen land länder ländern werke werken spielfilm spielfilme kurzfilm kurzfilme genres bereiche bereichen alternativen`);

/** How often: what a reason may tell too. */
const TIMES = setOf('time times mal male play plays view views viewing viewings wiedergabe wiedergaben aufruf aufrufe');
const PEOPLE = setOf('people persons person personen leute leuten menschen');

/** May stand between a number and what it counts. */
const QUALITIES = setOf(`
short shorter shortest long longer longest new newer newest old older oldest good better best great top other others more less fewer further different unique distinct separate individual dark darker funny
light lighter comic modern recent latest english german french foreign uhd tv sci fi horror action crime family romantic possible total single whole full similar popular
local first last next main actual possibly such very really rather quite so animated rated loved hd scary fantasy war history music
weitere weiteren anderen andere mehr weniger neue neuen neuer alte alten gute guten beste besten kurze kurzen lange langen kürzere kürzeren längere längeren verschiedene verschiedenen
ungesehene ungesehenen gesehene gesehenen gefundene gefundenen bekannte bekannten letzte letzten ersten nächsten deutsche deutschen neuesten ältesten beliebtesten`);
const QUALITY = /^\p{L}{2,}(?:ing|ed|est|ous|ful|ish|less|ical|able|ive)$/u;
const GERMAN_QUALITY = /^\p{L}{3,}(?:nde|ige|liche|ische|bare|same|lose|ierte)[nrsm]?$/u;

/** Point at what is counted: "of your films", "deiner Filme". */
const POINTERS = setOf(
  `of the your my our their its his her these those all von der die das den dem des deiner deinen deine meiner meinen dieser diesen unserer ihrer ihren allen aller`,
);
const POINTED = setOf('them these those which it all ihnen denen diesen davon mine yours');

/** What goes on behind a number that counts what was spoken of. */
const GOES_ON = setOf(`
and or but to in on at for from by with without as is was are were be have has had do did can could may might will would should that which who whose when where while if because since before
after until than then so now here there them these those this it you i we they he she not only also too still yet already just left remain remaining match matches fit fits suit suits found listed come
comes came altogether about around per each again overall out into between over under during within though although however watched unwatched seen unseen missing available together
und oder aber bis im am an auf aus für mit ohne als ist sind war waren wurde wurden haben hast hat habe kann können ab zu zur zum sowie wie wenn weil da dass wobei davon darunter passen passt gefunden insgesamt noch schon
bereits nicht auch nur du ich sie es wir ihr er gesehen ungesehen bei pro vor nach seit über unter vorhanden mehr weniger more less fewer
added released hinzugefügt hinzugekommen erschienen gedreht veröffentlicht entstanden angesehen geschaut bewertet`);

/** A reference or a name that a tool told stands there as a private character. */
const MARK = /^[\ue000-\uf8ff]/;
const ENDING_QUALITY = /^(?:watched|unwatched|seen|unseen|listed|missing|remaining|available|matches)$/;
const STEP = /[ \u00a0]*-?[ \u00a0]*([\p{L}'´]+|[\ue000-\uf8ff])/uy;
const MOST_WORDS = 7;

/** What a number is said of, by the words behind it. */
export interface Counted {
  /** `open`: what was spoken of before. `unknown`: of what nothing is known. */
  kind: 'things' | 'times' | 'people' | 'unit' | 'open' | 'unknown';
  /** The noun or the unit. */
  word: string;
}

interface Walk {
  /** The last word may be a quality, or a noun that nobody knows. */
  guessed: boolean;
  /** "of your …": the noun must come. */
  pointed: boolean;
}

/** @param after the text behind a number, in lower case */
export function countedIn(after: string, isUnit: (word: string, at: number) => boolean): Counted {
  const state: Walk = { guessed: false, pointed: false };
  const words = wordsFrom(after);
  for (const [at, word] of words.entries()) {
    const noun = nounKind(word, (one) => isUnit(one, at));
    if (noun) return { kind: noun, word };
    const step = stepOver(word, state);
    if (step !== null) return { kind: step, word };
  }
  return { kind: state.guessed || words.length === MOST_WORDS ? 'unknown' : 'open', word: '' };
}

export function isThing(word: string): boolean {
  return THINGS.has(word);
}

function nounKind(word: string, isUnit: (word: string) => boolean): Counted['kind'] | null {
  if (THINGS.has(word) || /^\p{L}+(?:film|serie|titel)(?:e?[ns]?)$/u.test(word)) return 'things';
  if (TIMES.has(word)) return 'times';
  if (PEOPLE.has(word)) return 'people';
  return isUnit(word) ? 'unit' : null;
}

/** Null where the noun is still to come. */
function stepOver(word: string, state: Walk): Counted['kind'] | null {
  if (state.pointed && POINTED.has(word)) return 'open';
  if (POINTERS.has(word)) {
    state.pointed = true;
    return null;
  }
  if (goesOnAt(word, state)) return state.guessed ? 'unknown' : 'open';
  return qualityStep(word, state);
}

function qualityStep(word: string, state: Walk): Counted['kind'] | null {
  const isSure = MARK.test(word) || QUALITIES.has(word) || GOES_ON.has(word);
  state.guessed = !isSure;
  return isSure || QUALITY.test(word) || GERMAN_QUALITY.test(word) ? null : 'unknown';
}

/** "unwatched" may be a quality, and end the sentence too. */
function goesOnAt(word: string, { pointed }: Walk): boolean {
  return GOES_ON.has(word) && !QUALITIES.has(word) && !pointed && !ENDING_QUALITY.test(word);
}

function wordsFrom(after: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (words.length < MOST_WORDS) {
    // "12 matching, unwatched films"
    if (after[at] === ',' && QUALITY.test(words.at(-1) ?? '')) at++;
    STEP.lastIndex = at;
    const match = STEP.exec(after);
    if (!match) break;
    words.push(match[1]);
    at = STEP.lastIndex;
  }
  return words;
}
