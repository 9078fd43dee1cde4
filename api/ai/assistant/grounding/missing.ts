/** The few ways to say that something is not there; a negation alone may stand beside praise. */
const IS_MISSING = [
  /(?<!\p{L})(?:not|\p{L}+n't|cannot|never)(?: currently| yet| available| found| present| listed| anywhere)* (?:(?:in|on|part of) (?:your|the|this|my|our) (?:whole |entire |plex |media |film |movie |)(?:library|libraries|collection|servers?|catalogue|results|plex)|among (?:your|the|what|them|these))(?!\p{L})/u,
  /(?<!\p{L})(?:not|\p{L}+n't|cannot)(?: be| been)? (?:found|find|available|there|listed|part)(?!\p{L})(?! (?:anything|something|any|one) (?:better|like|similar|worse|shorter))/u,
  /(?<!\p{L})(?:not|\p{L}+n't) (?:have|own|see)(?!\p{L}| seen| watched| to )/u,
  /(?<!\p{L})(?:found|there is|there are|there's|have|i see) (?:no|nothing|none)(?!\p{L}| like| better| doubt| reason| problem| other| (?:film|movie|title|series|show|match|result|copy|trace|films|movies|titles|matches|results)(?!\p{L}))/u,
  /(?<!\p{L})no (?:film|movie|title|series|show|match|result|copy|trace|films|movies|titles|shows|matches|results|copies) (?:called|named|titled|for|of|by that|with that|matching|in|on|was|were|found)(?!\p{L})(?!.* (?:as good as|better|than)(?!\p{L}))/u,
  /(?<!\p{L})(?<!not |n't |nothing |never )missing(?!\p{L})(?! (?:nothing|something|out|only|an?|the|its))/u,
  /(?<!\p{L})nicht (?:in|auf|unter|gefunden|vorhanden|da|dabei|dort|finden|enthalten|verfügbar|zu finden)(?!\p{L})/u,
  /(?<!\p{L})(?:keine?n?|keiner|nichts)(?: (?:film|filme|titel|serie|serien|treffer|eintrag))? ?(?:namens|mit|von|gefunden|in|auf|unter|zu|$)/u,
  /(?<!\p{L})(?:gibt|habe|hast|haben) (?:es |ich |du |wir |ihr )?(?:hier )?(?:keine?n?|nichts|nicht)(?!\p{L})(?! \p{L}*(?:gesehen|geschaut))/u,
  /(?<!\p{L})(?<!nicht )(?:fehlt|fehlen)(?!\p{L})(?! dir| es| also| nichts| nicht| das| der| die| ein| nur)/u,
];

/** "I looked for …, but": what comes behind tells what came of it. */
const SEARCHED =
  /(?<!\p{L})(?:looked|searched|search|searching|checked|asked|asking|gesucht|suche|nachgesehen|gefragt)(?!\p{L})/u;
/** Said of what the clause before spoke of. */
const IS_THERE_TOO =
  /(?<!\p{L})(?:(?:you|we)(?: do| already| still| do have|) (?:have|own|got)|(?:du )?(?:hast|besitzt)(?: du)?) (?:it|them|that|one|ihn|sie|es|das)(?!\p{L})|(?<!\p{L})(?:it|they|it's) ?(?:is|are|)(?: now| also| still| already| right|) (?:in your|on your|there(?!\p{L})|available)/u;
/** A denial that denies something else. */
const TAKEN_BACK =
  /(?<!\p{L})(?:except|but for|other than|apart from|nothing but|at first|no longer|not longer|by others|not only|not just|only in|only once|in 4k|in hd|außer|bis auf|nicht nur|nicht mehr|zuerst|zunächst|nur in|twice|zweimal)(?!\p{L})/u;
const BREAK =
  /[,;:.!?–]| - | (?:and|but|or|so|because|und|aber|oder|denn) (?=(?:it|you|they|he|she|this|that|i|we|there|is|was|has|have|had|can|could|do|does|did|enjoy|watch|du|er|sie|es|ich|ist|war|hat|hast|habe)(?!\p{L}))/gu;

/**
 * Whether each of the given places in a text stands in a clause that says that something is not there.
 * @param text in lower case
 * @param places where what only the person named begins
 */
export function isSaidMissing(text: string, places: readonly number[]): boolean {
  const clauses = clausesOf(text);
  const isMissing = clauses.map(({ words }) => IS_MISSING.some((pattern) => pattern.test(words)));
  if (IS_THERE_TOO.test(text) || TAKEN_BACK.test(text)) return false;
  return places.every((place) => {
    const at = clauses.findIndex(({ from, to }) => place >= from && place < to);
    return isMissing[at] || (isMissing.includes(true) && SEARCHED.test(clauses[at]?.words ?? ''));
  });
}

interface Clause {
  from: number;
  to: number;
  words: string;
}

function clausesOf(text: string): Clause[] {
  const cuts = [...text.matchAll(BREAK)].map(({ 0: cut, index }) => index + cut.length);
  const edges = [0, ...cuts, text.length];
  return edges.slice(1).map((to, at) => ({
    from: edges[at],
    to,
    words: text
      .slice(edges[at], to)
      .replace(/[^\p{L}\p{N}'\ue000-\uf8ff]+/gu, ' ')
      .trim(),
  }));
}
