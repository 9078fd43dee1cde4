// An evaluation that lets everything pass is worth nothing. Models with a known fault are asked, and right answers are made
// wrong in one place each: both must be found out, in the part of the verdict that the fault is in.
import { withNames } from './names.mjs';
import { topics } from './questions/index.mjs';

/** A question for each, and the part of its verdict that must not be right. */
const FAULTY = [
  ['scripted-wrong-tool', 'one filter/short', 'tool'],
  ['scripted-wrong-tool', 'own history/hours-week', 'tool'],
  ['scripted-wrong-filter', 'several filters/unseen-short-comedy', 'filters'],
  ['scripted-wrong-filter', 'one filter/short', 'facts'],
  ['scripted-mute', 'counting/in-4k', 'facts'],
  ['scripted-mute', 'own history/hours-week', 'facts'],
  ['scripted-inventive', 'counting/all-movies', 'facts'],
  ['scripted-inventive', 'picks and titles/recommend', 'tool'],
];

const changeCards = (heard, change) => ({
  ...heard,
  items: heard.items.map((one, at) => (at === 0 ? { ...one, item: { ...one.item, ...change } } : one)),
});
const say = (heard, words) => ({ ...heard, text: `${heard.text} ${words}` });

/** What is made wrong of the answer to which question; `other` finds an item by a condition of SQL. */
const TAMPERED = [
  ['own history/hours-week', 'facts', 'a figure', ({ figures, ...heard }) => ({ ...heard, figures: addOne(figures) })],
  ['administration/storage', 'facts', 'a figure', ({ figures, ...heard }) => ({ ...heard, figures: addOne(figures) })],
  ['counting/in-4k', 'facts', 'a count', ({ steps, ...heard }) => ({ ...heard, steps: countOneMore(steps) })],
  ['counting/in-4k', 'facts', 'a number in the text', (heard) => say(heard, 'There are 98765 others.')],
  ['one filter/decade-de', 'facts', 'a card of another decade', changedBy(`type = 'movie' AND year > 2000`)],
  [
    'one filter/watched',
    'facts',
    'a card that was not watched',
    changedBy(`type = 'movie' AND view_count = 0 AND NOT EXISTS
    (SELECT FROM user_views v WHERE v.item_id = media_items.id)`),
  ],
  ['one filter/genre-de', 'facts', 'a card that is not shared', changedBy(`type = 'show'`)],
  [
    'own history/last',
    'facts',
    'a view of somebody else',
    changedBy(`type = 'movie' AND NOT EXISTS
    (SELECT FROM plays p JOIN users u USING (plex_account_id) WHERE p.item_id = media_items.id AND u.username = 'ben')`),
  ],
  [
    'one filter/short',
    'facts',
    'a title that no tool told',
    async (heard, { sql }) => {
      const ids = heard.items.map(({ itemId }) => itemId);
      return say(
        heard,
        (await sql(`SELECT title FROM media_items WHERE type = 'show' AND NOT id = ANY ($1) LIMIT 1`, [ids]))[0].title,
      );
    },
  ],
  ['baits/empty-years', 'facts', 'a missing notice', (heard) => ({ ...heard, notices: [] })],
  [
    'several filters/best-war',
    'facts',
    'the order',
    ({ items, ...heard }) => ({ ...heard, items: items.toReversed() }),
  ],
  [
    'not for everybody/storage',
    'tool',
    'a tool of administrators',
    (heard) => ({ ...heard, steps: [{ name: 'storage', summary: '', count: null, filters: {} }] }),
  ],
  [
    'one filter/short',
    'filters',
    'a filter too many',
    ({ steps: [step, ...steps], ...heard }) => ({
      ...heard,
      steps: [{ ...step, filters: { ...step.filters, watched: true } }, ...steps],
    }),
  ],
];

function addOne(figures) {
  return figures.map((figure, at) => (at === 0 ? { ...figure, value: figure.value + 1 } : figure));
}

function countOneMore(steps) {
  return steps.map((step) => ({ ...step, count: step.count + 1 }));
}

function changedBy(condition) {
  return async (heard, { sql }) => {
    const [{ id }] = await sql(`SELECT id::text FROM media_items WHERE ${condition} ORDER BY id LIMIT 1`);
    return changeCards(heard, { id });
  };
}

function find(path) {
  const [name, id] = path.split('/');
  return { name, question: topics.find((topic) => topic.name === name).questions.find((one) => one.id === id) };
}

/** @returns each known fault in words, and what of it was found */
export async function provesItself(examination, provider) {
  return [...(await byModels(examination, provider)), ...(await byTampering(examination))];
}

async function byModels(examination, provider) {
  const proof = [];
  for (const [model, path, part] of FAULTY) {
    const { name, question } = find(path);
    await examination.world.configure({ ...provider, model });
    const verdict = await examination.put(name, question);
    proof.push({ fault: `${model} at ${path}`, part, found: verdict[part] });
  }
  return proof;
}

async function byTampering({ results, judge, names, world }) {
  const proof = [];
  for (const [path, part, what, tamper] of TAMPERED) {
    const question = withNames(find(path).question, names);
    const { heard } = results.find(({ topic, id }) => `${topic}/${id}` === path);
    const verdict = await judge.judge(question, await tamper(structuredClone(heard), world), []);
    proof.push({ fault: `${what} changed at ${path}`, part, found: verdict[part] });
  }
  return proof;
}
