import type { Asked } from '../asked';
import { find, oneOf } from '../pattern';
import type { QuestionText } from '../question-text';
import { FILLERS, TITLE_ENDS } from './fillers';

const LIKE = oneOf(
  'similar to',
  'something like',
  'more like',
  'in the style of',
  'reminiscent of',
  'ahnlich wie',
  'so wie',
  'etwas wie',
  'im stil von',
  'ahnlich zu',
  'like',
);
/** Words behind which a "wie" compares. */
const COMPARED = new Set(['film', 'filme', 'filmen', 'serie', 'serien', 'etwas', 'was', 'sowas', 'titel']);
/** "I like comedies" likes, it does not compare. */
const LIKED = new Set(['i', 'would', 'id', 'we', 'dont', 'do', 'people', 'might', 'may', 'will', 'ill']);

/** "Like Alien", "Filme wie Matrix". */
export function readLike(asked: Asked): void {
  const { text } = asked;
  const at = likeAt(text);
  if (at === null) return;
  const title = titleBehind(text, at.to);
  if (title.length === 0) return;
  asked.like = text.written(title);
  asked.note(
    { values: [], indexes: [...at.indexes, ...title] },
    { field: 'like', value: asked.like, label: `Like ${asked.like}` },
  );
}

function likeAt(text: QuestionText): { to: number; indexes: number[] } | null {
  const match = find(text, [LIKE]);
  if (match && !(match.values[0] === 'like' && LIKED.has(text.anyWord(match.indexes[0] - 1) ?? '')))
    return { to: Math.max(...match.indexes) + 1, indexes: match.indexes };
  for (let at = 1; at < text.length; at++)
    if (text.word(at) === 'wie' && COMPARED.has(text.anyWord(at - 1) ?? '')) return { to: at + 1, indexes: [at] };
  return null;
}

/** Up to what somebody else took, or to a word that begins something else. */
function titleBehind(text: QuestionText, from: number): number[] {
  const title: number[] = [];
  for (let at = from; at < text.length; at++) {
    const said = text.word(at);
    if (said === null || (title.length > 0 && TITLE_ENDS.has(said))) break;
    title.push(at);
  }
  return title;
}

const QUOTED = /["“„»]([^"“”„»«]{1,200})["”“«]/;

/** What stands in quotes is the words of a title. */
export function readQuoted(asked: Asked, written: string): void {
  const quoted = QUOTED.exec(written);
  if (!quoted) return;
  const [, words] = quoted;
  const from = quoted.index;
  const indexes = asked.text.within(from, from + quoted[0].length);
  if (indexes.length === 0) return;
  const before = asked.text.anyWord(indexes[0] - 1);
  const compares = ['like', 'wie', 'to'].includes(before ?? '');
  if (compares) asked.like = words.trim();
  else asked.filters.q = words.trim();
  const all = compares ? [indexes[0] - 1, ...indexes] : indexes;
  asked.note(
    { values: [], indexes: all },
    compares
      ? { field: 'like', value: words.trim(), label: `Like ${words.trim()}` }
      : { field: 'q', value: words.trim(), label: `“${words.trim()}”` },
  );
}

const PERSON = oneOf(
  'directed by',
  'by director',
  'from director',
  'by the director',
  'starring',
  'featuring',
  'played by',
  'with actor',
  'with actress',
  'with the actor',
  'with the actress',
  'with',
  'by',
  'von regisseur',
  'vom regisseur',
  'unter der regie von',
  'mit dem schauspieler',
  'mit der schauspielerin',
  'mit',
  'von',
  'director',
  'regisseur',
  'actor',
  'actress',
  'schauspieler',
  'schauspielerin',
);
const MOST_NAMES = 4;
const CONJUNCTIONS: readonly string[] = ['and', 'or', 'und', 'oder'];

/** "With Tom Hanks", "von Nolan": whether there is such a name is for the library to say. */
export function readPerson(asked: Asked): void {
  const { text } = asked;
  const match = find(text, [PERSON]);
  if (!match) return;
  const to = Math.max(...match.indexes) + 1;
  const { name, others } = namesIn(text, to);
  while (name.length > 0 && FILLERS.has(text.word(name[name.length - 1]) ?? '')) name.pop();
  if (name.length === 0 || name.every((at) => FILLERS.has(text.word(at) ?? ''))) return text.take(match.indexes);
  // "With more than 3 seasons" names nobody.
  if (name.some((at) => /^\d/.test(text.word(at) ?? '')))
    return asked.ignore({ values: [], indexes: [...match.indexes, ...name] });
  const person = text.written(name);
  if (person.length < 2) return text.take(match.indexes);
  asked.add(
    { values: [], indexes: [...match.indexes, ...name] },
    { person },
    { field: 'person', value: person, label: person },
  );
  if (others.length > 0) asked.ignore({ values: [], indexes: others });
}

/** Of several people the first is looked for. */
function namesIn(text: QuestionText, from: number): { name: number[]; others: number[] } {
  const behind = titleBehind(text, from);
  const next = behind.findIndex((at) => CONJUNCTIONS.includes(text.word(at) ?? ''));
  if (next === -1) return { name: behind.slice(0, MOST_NAMES), others: [] };
  return { name: behind.slice(0, Math.min(next, MOST_NAMES)), others: behind.slice(next, next + 1 + MOST_NAMES) };
}

/** What is left: the longest run of words is looked for among titles. */
export function readRest(asked: Asked): void {
  const { text } = asked;
  const runs = text
    .rests()
    .map((run) => trimmed(run, text))
    .filter((run) => run.length > 0);
  const longest = [...runs].sort((a, b) => text.written(b).length - text.written(a).length).at(0);
  for (const run of runs) {
    const match = { values: [], indexes: run };
    const q = text.written(run).slice(0, 200);
    const isWords = run === longest && asked.filters.q === undefined && asked.like === null && isSearch(asked);
    if (isWords) asked.add(match, { q }, { field: 'q', value: q, label: `“${q}”` });
    else asked.ignore(match);
  }
  if (asked.understood.length === 0 && runs.length === 0) readWhole(asked);
}

/** Titles can be made of words that say nothing, such as "It", or that refuse, such as "No Country for Old Men". */
function readWhole(asked: Asked): void {
  const indexes = asked.text.from(0);
  const mayBeTitle = asked.ignored.length === 0 || asked.text.anyWord(0) === 'no' || asked.text.anyWord(0) === 'not';
  if (indexes.length > 0 && mayBeTitle) asked.onlyTitle(indexes);
}

function isSearch({ intent }: Asked): boolean {
  return intent === 'list' || intent === 'count';
}

/** Without the words around it that say nothing of a title. */
function trimmed(run: readonly number[], text: QuestionText): number[] {
  const says = (at: number) => !FILLERS.has(text.word(at) ?? '') && text.word(at) !== '-';
  const first = run.findIndex(says);
  return first === -1 ? [] : run.slice(first, run.findLastIndex(says) + 1);
}
