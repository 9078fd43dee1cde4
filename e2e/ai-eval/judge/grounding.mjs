// Whether an answer's words stand on what its tools told: titles by the library's own, numbers by what was told.

/** @returns what is wrong with the text, in words; nothing where all is well */
export async function groundingFaults(library, question, heard, cards) {
  return [...(await titleFaults(library, question, heard, cards)), ...numberFaults(question, heard, cards)];
}

const folded = (text) => text.toLowerCase();

async function titleFaults(library, question, heard, cards) {
  const told = [
    ...cards.flatMap(({ title, grandparentTitle }) => [title, grandparentTitle ?? '']),
    ...heard.figures.map(({ label }) => label),
    ...heard.steps.map(({ summary }) => summary),
    question.text,
  ].map(folded);
  const named = await library.titlesIn(heard.text);
  return named
    .filter((title) => !told.some((words) => words.includes(folded(title))))
    .map((title) => `“${title}” is named, and no tool told it`);
}

/** The numbers that may stand in it: of cards, figures and filters, in whatever unit they are written. */
function numberFaults(question, heard, cards) {
  let text = heard.text;
  const names = cards.flatMap(({ title, grandparentTitle }) => [title, grandparentTitle ?? '']).filter(Boolean);
  for (const name of names.sort((a, b) => b.length - a.length)) text = text.replaceAll(name, ' ');
  const known = new Set([
    ...cards.flatMap(({ year, rating, index, parentIndex }) => [year, rating, index, parentIndex]),
    ...heard.steps.flatMap(({ count, filters, asOf }) => [
      count,
      ...Object.values(filters),
      ...(asOf?.match(/\d+/g) ?? []).map(Number),
    ]),
    ...heard.figures.flatMap(({ value }) => writtenAs(value)),
    ...(cards.length ? [cards.length] : []),
    ...(question.text.match(/\d+/g) ?? []).map(Number),
    ...heard.items.flatMap(({ reason }) => (reason?.match(/\d+/g) ?? []).map(Number)),
  ]);
  const said = (text.match(/\d+(?:[.,]\d+)?/g) ?? []).map((digits) => Number(digits.replace(',', '.')));
  return said.filter((number) => !known.has(number)).map((number) => `${number} is said, and no tool told it`);
}

/** Of bytes, milliseconds and minutes what a sentence makes of them. */
function writtenAs(value) {
  const minutes = [value, value / 60_000].map((one) => Math.round(one));
  const bytes = [3, 6, 9, 12].flatMap((power) =>
    [0, 1].map((decimals) => Number((value / 10 ** power).toFixed(decimals))),
  );
  const parts = minutes.flatMap((one) => [one, Math.floor(one / 60), one % 60]);
  return [value, ...parts, ...bytes, Number(value.toFixed(1)), Number(value.toFixed(2))];
}
