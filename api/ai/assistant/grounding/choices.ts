import { isNumberWord } from '../../words/number-words';
import { isThing } from './countable';
import { GERMAN } from './german-words';

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** What is recommended, owned or compared with stands behind these. */
const CUES = [
  /(?:^|[,;:.!?"(–-] *|(?<!\p{L})(?:can|could|may|might|should|would|to|please|maybe|perhaps|or|and|then|also|just|simply|let's|i'd|you'd|we'd|why not|not|about) )(?:watch|try|see|pick(?! up)|choose|consider|enjoy|revisit|rewatch|stream|play|go with|go for|start with|begin with|check out|settle on|put on|give) /gu,
  /(?<!\p{L})(?:watching|trying|seeing|enjoying|resume|continue with|stick with|watched|finished|loved|liked|rewatched|picked|fans of|films like|movies like|something like|such as|look at|contains|contain|holds|hold|offer|recommend|recommending|suggest|suggesting|how about|what about|why not|include|includes|including|besides|unlike|just like|is like|are like|similar to) /gu,
  /(?<!(?:no|not|nothing|n't|kein|keine|keinen|nichts)(?:(?! and | but | und | aber )[^,;:.!?]){0,40})(?<!\p{L})(?:called|titled|entitled|named|namens) /gu,
  // "found", "there is": what follows without an article is a name
  /(?<!\p{L})(?:i found|i see|there is also|there is always|there is|there's|es gibt|es gibt auch|gibt es|gibt es auch) (?!an? |no |some |any |ein|kein)/gu,
  // "the newest is", "my pick is"
  /(?<!\p{L})(?:pick|choice|bet|option|tip|suggestion|recommendation|answer|\p{L}+est|one of them|first|last|next|tipp|vorschlag|\p{L}+ste)(?: for tonight| by far| here| you watched| of them|) (?:is|was|would be|are|ist|war|wäre) /gu,
  /(?<!\p{L})(?:you|i|we|they) (?:do |already |also |still |really |now )*(?:have|own|got) /gu,
  /(?<!\p{L})(?:empfehle|empfehlen|probier|probiere|versuch|versuche|schau|schaue|nimm|genieße|wie wäre es mit|wie wär's mit|wie wäre|was ist mit|so wie|ähnlich wie|außer) /gu,
  /(?<!\p{L})(?:sieh|sieht|schau|schaue) (?:dir|dich|mal|doch) /gu,
  /(?<!\p{L})(?:du|ihr|wir) (?:hast|habt|haben|besitzt) /gu,
];

/** Point at what was told before, or at nothing that has a name. */
const POINTS = setOf(`
it its them this that these those him her us me you yourself mine yours what which who whom whatever whichever either neither both each all any some none one ones something anything everything nothing
someone another other others more most less least much many few several enough lot lots plenty bit
es sie ihn ihm ihr ihnen dir dich mir mich uns euch das dies diese diesen dieser dieses jene jenen davon darunter etwas alles nichts eins eine einen einer einiges einige mehr weniger viel viele beide beides welche welchen was andere anderen anderes jeden jede jedes sonst kein keine keinen keiner keines no`);

const POINTED = setOf(
  'one ones first second third last next other rest length tone mood story pick choice best newest oldest shortest longest erste zweite letzte nächste andere beste',
);

/** Nouns of talk: what people have, try and choose beside titles. */
const NOUNS = setOf(`
search searches filter filters taste tastes evening evenings night nights weekend day days week weeks month months year years hour hours minute minutes mood moods eye question questions request requests word words wording spelling name names
term terms luck list lists look watchlist history library libraries collection server servers setting settings connection account page pages part parts rest reason reasons idea ideas doubt problem problems access choice range
mix variety mixture genre decade decades length runtime rating ratings access hint tip tips chance story stories tale tales something sci-fi science fiction horror crime fantasy action animation mystery romance history noir
detail details summary title titles tone stars actor director category categories person people kids children season break habit habits preference preferences resolution quality point interest fun 
habit marathon marks high top best first second third last next previous newest oldest longest shortest`);

/** Behind a cue these open no name. */
const FREE = setOf(`
again later soon tonight today tomorrow yesterday now instead here there too yet already how why when where if whether because since while until though although and or but so not no never only just
to for as than like ich du er wir ihr seen watched finished started played viewed been had rated added left got missed enjoyed liked begun made chosen picked asked searched looked
asking searching watching looking using adding changing starting checking picking removing widening narrowing rewatching browsing broadening
noch wieder später heute morgen jetzt hier dort nicht nie schon bereits auch nur lieber mal doch gern gerne wenn ob weil dass da wie wo und oder aber zu um an gesehen geschaut angesehen beendet angefangen begonnen bewertet hinzugefügt gefunden gesucht`);

/** Before the noun; behind prepositions a name would begin with an article of its own. */
const SKIPPED = setOf(`
a an the your my our their his of very really quite rather such else new old good great better short shorter long longer light lighter dark darker funny funnier different similar recent popular unwatched unseen watched wonderful nice favourite favorite
whole entire own own matching possible easy easier calm calmer quiet cosy cozy scary serious classic modern broader narrower wider simpler narrow broad wide free full single big small large huge little early late popular decent solid perfect excellent strong lovely certain specific particular
ein eine einen einem einer eines der die den dem des dein deine deinen deiner mein meine sehr ganz so recht also besten beste`);
const PREPOSITIONS = setOf(
  'in on at with from by during before after over under about of im am mit von aus für bei vor nach',
);
const BEHIND_PREPOSITION = setOf(
  'a an the your my our this that these those you it them where what how when which der die dem den deiner deinem',
);

const OF_TALK: ReadonlySet<string> = new Set([
  ...POINTS,
  ...NOUNS,
  ...[...GERMAN.capitals].map((noun) => noun.toLowerCase()),
]);

const STEP = /[ \u00a0"“„]*([\p{L}\p{N}'´]+|[\ue000-\uf8ff])/uy;
const MARK = /^[\ue000-\uf8ff]/;
const MOST_WORDS = 8;
const PLACES = 'library|libraries|collection|server|catalogue|plex|mediathek|bibliothek|sammlung';
/** "… is in your library", "… ist da". */
const IS_THERE = new RegExp(
  `(?:^|[,;:.!?–] *|(?:yes|no|and|but|ja|und|that|because|since) )([^,;:.!?–]{2,80}?) (?:is|are|was|ist|sind|war)(?: (?!not|nicht|kein)\\p{L}+){0,2} (?:(?:in|on|part of|auf) (?:your|the|this|my|deiner|der|deinem|dem) (?:${PLACES})|available|there|present|da|vorhanden|verfügbar)(?!\\p{L})`,
  'gu',
);

const KINDS =
  'film|movie|show|series|comedy|drama|thriller|documentary|western|romance|mystery|musical|classic|favourite|favorite|serie|komödie|dokumentation|krimi|klassiker|horrorfilm|spielfilm';
/** "… is a crime drama", "… ist eine Serie", "… is funny". */
const IS_SUCH = new RegExp(
  `(?:^|[,;:.!?–] *|(?:yes|no|and|but|ja|und) )([^,;:.!?–]{2,60}?) (?:is|was|ist|war) (?:also |just |auch )?(?:(?:an?|the|my|your|one|eine?|der|die|das) [^,;:.!?–]{0,40}?(?:${KINDS})|(?:\\p{L}+ ){0,2}(?:funny|scary|lovely|good|great|spannend|gut|lustig|toll)(?= *[.,;!]|$))`,
  'gu',
);

/**
 * Titles may be made of everyday words: "home alone". What is recommended, owned or said to be there must therefore be
 * a reference, a name that a tool told, or a word of talk; null where all are.
 * @param text in lower case, with a private character for each reference and each name that was told
 */
export function unprovenChoice(text: string): string | null {
  for (const cue of CUES)
    for (const match of text.matchAll(cue)) {
      const name = nameBehind(text.slice(match.index + match[0].length - 1));
      if (name !== null) return name;
    }
  const said = [...text.matchAll(IS_SUCH)].map(([, subject]) => subject).find((subject) => !isPointer(subject));
  return said ?? [...text.matchAll(IS_THERE)].map(([, subject]) => subject).find(isName) ?? null;
}

/** The first word there that neither points at anything nor is of talk. */
function nameBehind(after: string): string | null {
  const words = wordsFrom(after);
  const at = words.findIndex((_, index) => opensName(words, index) !== null);
  return at >= 0 && opensName(words, at) ? words[at] : null;
}

/** Null where the noun is still to come. */
function opensName(words: readonly string[], at: number): boolean | null {
  const [word, next] = [words[at], words[at + 1]];
  if (isToldOf(words, at) || isToldOf(words, at - 1)) return null;
  if (word === 'others' && words[at - 1] === 'the') return true;
  if (isOfTalk(word) || FREE.has(word)) return false;
  if (PREPOSITIONS.has(word)) return !isFreePreposition(next);
  return SKIPPED.has(word) || isQuality(word) ? null : true;
}

/** "war of the worlds" is more than a genre that was told. */
function isToldOf(words: readonly string[], at: number): boolean {
  return MARK.test(words[at] ?? '') && words[at + 1] === 'of';
}

function isFreePreposition(next: string | undefined): boolean {
  return next === undefined || BEHIND_PREPOSITION.has(next) || isOfTalk(next);
}

/** What was told, a number, or a word of talk. */
function isOfTalk(word: string): boolean {
  return MARK.test(word) || OF_TALK.has(word) || isThing(word) || /^\d/.test(word) || isNumberWord(word);
}

/** "moving", "joyful", "kurzweilige": whatever noun it is of comes behind. */
function isQuality(word: string): boolean {
  return /(?:ful|ous|ish|ical|able|ible|ive|ly|ier|iest)$|(?:ig|lich|isch|sam|end|voll|los|iert|bar)e[nmrs]?$/u.test(
    word,
  );
}

/** No sentence begins with these, but titles do. */
const OBJECTS = /^\s*(?:us|her|him|them|me|the others)\s*$/;

/** A subject that neither holds what was told nor a word of talk. */
function isName(subject: string): boolean {
  const words = wordsFrom(` ${subject}`);
  if (OBJECTS.test(subject)) return true;
  return words.length > 0 && !words.some((word) => isOfTalk(word) || word === 'there' || word === 'here');
}

const DETERMINERS = setOf(
  'a an the this that these those your my our its their every each any no another ein eine der die das dieser diese dieses dein deine mein meine jeder jede jedes kein keine',
);

/** What was told, or a word that points at it: "it", "this one", "the first", "your oldest film". */
function isPointer(subject: string): boolean {
  const words = wordsFrom(` ${subject}`);
  if (OBJECTS.test(subject)) return false;
  if (words.length === 0 || words.some((word) => MARK.test(word) || isThing(word) || /^\d/.test(word))) return true;
  if (words.length === 1)
    return POINTS.has(words[0]) || words[0] === 'there' || words[0] === 'here' || /(?:ing|s)$/.test(words[0]);
  return DETERMINERS.has(words[0]) && words.length <= 3 && POINTED.has(words.at(-1)!);
}

function wordsFrom(after: string): string[] {
  const words: string[] = [];
  STEP.lastIndex = 0;
  for (let match = STEP.exec(after); match && words.length < MOST_WORDS; match = STEP.exec(after)) words.push(match[1]);
  return words;
}
