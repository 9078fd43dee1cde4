// What the evaluation set asks, and how an answer to it is told from a wrong one.

/** @typedef {'ada' | 'ben' | 'cleo'} Asker */

/**
 * @typedef {'search_library' | 'get_item' | 'similar_items' | 'recommend' | 'my_history' | 'my_stats'
 *   | 'continue_watching' | 'recently_added' | 'storage' | 'duplicates' | 'unwatched' | 'sync_status'
 *   | 'server_stats'} ToolName
 */

/**
 * @typedef {'q' | 'type' | 'genre' | 'person' | 'yearFrom' | 'yearTo' | 'minutesMin' | 'minutesMax' | 'watched'
 *   | 'resolution' | 'ratingMin' | 'contentRating' | 'addedSinceDays' | 'period' | 'days' | 'idleDays' | 'by'
 *   | 'sort' | 'order'} ArgumentName
 */

/** @typedef {string | number | boolean} Value */

/**
 * One value, or several of which each is right; null among them: it may be left out as well.
 * @typedef {Value | readonly (Value | null)[]} Accepted
 */

/**
 * @typedef {object} Facts
 * @property {true} [cards] titles are wanted: where SQL finds any, some are shown, and each holds the filters
 * @property {true} [count] the number is wanted, and equals SQL
 * @property {readonly string[]} [figures] labels that are stated; each figure equals SQL, these and others
 * @property {true} [first] the first card is the first of SQL in the order that was asked for
 * @property {true} [outside] titles that are not in the library are named, and marked so
 * @property {true} [nothing] no card, no figure: there is nothing that may be told
 * @property {readonly string[]} [never] words that the answer must not hold
 * @property {readonly (string | readonly string[])[]} [notices] codes that must stand there; of a list within it one
 */

/**
 * `{actor}`, `{film}` and the like stand for names that are read from the library before.
 * @typedef {object} Question
 * @property {string} id
 * @property {Asker} who
 * @property {string} text
 * @property {string} [after] id of the question before it in the same conversation
 * @property {readonly ToolName[] | null} tools of which one is called; null: none is needed
 * @property {Partial<Record<ArgumentName, Accepted>>} [args] what it is asked for; nothing else may narrow the answer
 * @property {Facts} facts
 * @property {Record<string, Accepted> | null} [chips] what `POST /ai/questions` understands of it, by field;
 *   null: it is no question for a search. Absent: the same as `args`
 */

/** @typedef {{ name: string, questions: readonly Question[] }} Topic */

/**
 * @param {string} name
 * @param {readonly Question[]} questions
 * @returns {Topic}
 */
export const topic = (name, questions) => ({ name, questions });
