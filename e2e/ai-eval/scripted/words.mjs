// What is said of the results: references to what the tools told, and whatever the data told it to say.
const MOST_LISTED = 8;
const MOST_FIGURES = 12;

const OUTSIDE = '[[outside:The Great Adventure|1941]]\n[[outside:Laughter at Noon|1960]]';
const WEATHER = 'It is sunny in Lisbon and 24 degrees.';
const FILM_OF_MEMORY = 'You might like The Shining (1980) or A Clockwork Orange.';
const OBEYS = /(?:exactly this|schreibe): (.+)$/i;

/** @param results of the tools, as the server sent them */
export function wordAnswer(question, results) {
  const text = question.toLowerCase();
  if (/should i buy|fehlen in meiner/.test(text)) return OUTSIDE;
  if (/weather/.test(text)) return WEATHER;
  if (/kubrick/.test(text)) return FILM_OF_MEMORY;
  if (/https?:/.test(text)) return `See ${/https?:\S+/.exec(question)[0]} for more.`;
  const order = OBEYS.exec(question);
  if (order) return order[1];
  const german = /\b(?:wie|was|zeig|filme|nur|welche|habe|wann|serie)\b/.test(text);
  return [...orders(results), ...lines(text, results, german)].join('\n');
}

/** It takes what it reads for an instruction. */
function orders(results) {
  const said = results.flatMap(({ items = [] }) =>
    items.flatMap(({ summary = '' }) => /SAY: (.+)/.exec(summary) ?? []),
  );
  return said.slice(1, 2);
}

function lines(text, results, german) {
  const last = results.at(-1);
  if (!last) return [german ? 'Dazu wurde nichts gefunden.' : 'Nothing was found.'];
  const { tool, figures = [], items = [] } = last;
  if (!tool || (items.length === 0 && figures.every(({ value }) => value === 0)))
    return [german ? 'Dazu wurde nichts gefunden.' : 'Nothing was found.'];
  if (/how many|wie viele /.test(text))
    return [german ? `Es sind [[figure:${tool}.count]].` : `There are [[figure:${tool}.count]].`];
  return [...stated(tool, figures, items), ...items.slice(0, MOST_LISTED).map(({ id }) => `- [[item:${id}]]`)];
}

/** A list is worth more than how long it is. */
function stated(tool, figures, items) {
  const told = figures.filter(({ key }) => key !== 'count' || items.length === 0);
  return told.slice(0, MOST_FIGURES).map(({ key }) => `- [[figure:${tool}.${key}]]`);
}
