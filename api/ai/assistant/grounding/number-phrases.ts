const TIME =
  'h|hr|hrs|hours?|stunden?|std|m|min|mins|minutes?|minuten?|days?|tage?|weeks?|wochen?|months?|monate?|years?|jahre?';
const UNIT = `(?:${TIME}|gb|tb|mb)`;
const ONE = '(?:an?|one|eine?[rn]?)';
const FULL = '(?:good|full|whole|short|little|gute|knappe|volle|ganze|halbe|kurze|drei ?viertel|viertel)';

type Phrase = readonly [RegExp, string | ((...match: string[]) => string)];

/** How people put numbers that are more than a number and its unit, and how they are read. */
const COMPOUNDS: readonly Phrase[] = [
  // "2 h 33 min", "2 hours and 33 minutes"
  [
    /(\d{1,6}) ?(?:h|hrs?|hours?|stunden?|std\.?)(?:,? (?:and |und )?| ?)(\d{1,2}) ?(?:m|mins?|minutes?|minuten?)(?![\p{L}\d])/gu,
    (_, hours, minutes) => `${Number(hours) * 60 + Number(minutes)} minutes`,
  ],
  // "8.9 out of 10", "8.9/10"
  [/(?<=\d)(?: ?\/ ?| out of | von )(?:10|ten|zehn)(?![\p{L}\d])/gu, ' rating'],
  // "from 101 to 153 minutes", "101 minutes against 153"
  [new RegExp(`(\\d+)( (?:to|and|or|bis|und|oder) )(\\d+) (${UNIT})(?![\\p{L}])`, 'gu'), '$1 $4$2$3 $4'],
  [
    new RegExp(
      `(\\d+) (${UNIT})(,? (?:against|versus|and|compared (?:with|to)|gegenüber|statt|gegen) )(\\d+)(?= (?:for|in|of|bei)(?!\\p{L})|[.,;!?]|$)`,
      'gu',
    ),
    '$1 $2$3$4 $2',
  ],
  // "the shorter of the two" points at what was spoken of
  [/(?<!\p{L})of (?:the|these|those) two(?!\p{L})(?! \p{L}+s(?!\p{L}))/gu, 'of them'],
];

/** How people say one of something without a number. */
const ONES: readonly Phrase[] = [
  // "lasts an hour", "an hour long"
  [
    new RegExp(
      `(?<=(?<!\\p{L})(?:lasts?|runs?|takes?|dauert|läuft|geht)(?: \\p{L}+){0,2} )${ONE} (?:${FULL} ?)?(?=(?:${TIME})(?!\\p{L}))`,
      'gu',
    ),
    '1 ',
  ],
  [new RegExp(`(?<!\\p{L})${ONE} (?:${FULL} ?)?(?=(?:${TIME}) (?:long|lang)(?!\\p{L}))`, 'gu'), '1 '],
  [/^[^\p{L}\p{N}]*one[^\p{L}\p{N}]*$/gu, '1'],
  // "only one", "a single film", "nur einen": a count like any other
  [/(?<=(?<!the )(?<!\p{L})(?:just|only|exactly|precisely|but) )one(?!\p{L})(?! hour| day)/gu, '1'],
  [/(?<=(?<!\p{L})(?:have|has|own|there is|there's|found) )one(?!\p{L})(?! of | more )/gu, '1'],
  [
    /(?<=(?<!\p{L})(?:counted|number is|count is|comes to|just the|titles?:|films?:|gibt|gezählt) )(?:one|einen|eins|eine)(?= *[.!]|$)/gu,
    '1',
  ],
  [/^[^\p{L}\p{N}]*(?:einer|eine|eins|einen)[^\p{L}\p{N}]*$/gu, '1'],
  [/(?<=^[^\p{L}\p{N}]*(?:nur )?)ein(?= (?:film|titel|treffer)(?: passt| [^\p{L}]*$|[.!]))/gu, '1'],
  [/(?<=^[^\p{L}\p{N}]*)one(?= (?:film|title|movie|match)(?:es|s)? (?:fits|matches|match)(?!\p{L}))/gu, '1'],
  [/(?<!\p{L})(?:an? |one )single(?: one)?(?!\p{L})/gu, '1'],
  [/(?<!\p{L})(?:ein|eine|einer|einen) einzige[nrs]?(?!\p{L})/gu, '1'],
  [
    /(?<=(?<!\p{L})(?:nur|genau|lediglich|bloß|exakt) )(?:ein|eine|einem|einen|einer|eines|eins)(?!\p{L})(?! (?:wenig|bisschen|paar|mal|klein))/gu,
    '1',
  ],
];

/** The same with hours and minutes, ranges and scores put as plain numbers with their unit. @param text in lower case */
export function withUnits(text: string): string {
  return replaced(text, COMPOUNDS);
}

/** The same with each one of something put as the number. @param text in lower case */
export function withOnes(text: string): string {
  return replaced(text, ONES);
}

function replaced(text: string, phrases: readonly Phrase[]): string {
  return phrases.reduce((rest, [pattern, plain]) => rest.replace(pattern, plain as string), text);
}
