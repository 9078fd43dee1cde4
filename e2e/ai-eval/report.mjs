// What came of it, as people and as programs read it.

const PARTS = ['tool', 'filters', 'facts', 'chips'];
const NAMES = { tool: 'tool choice', filters: 'filters', facts: 'facts', chips: 'without a provider' };

const mark = (faults) => (faults === null ? '-' : faults.length === 0 ? 'ok' : 'FAIL');
export const faultsOf = (result) => PARTS.flatMap((part) => result[part] ?? []);
const isPassed = (result) => faultsOf(result).length === 0;

/** One line for a question, and one for each thing that is wrong with it. */
export function printResult(result) {
  const { topic, id, who, ms } = result;
  const marks = PARTS.map((part) => mark(result[part]).padEnd(5)).join(' ');
  console.log(
    `${isPassed(result) ? 'pass' : 'FAIL'}  ${`${topic}/${id}`.padEnd(38)} ${who.padEnd(5)} ${marks} ${ms} ms`,
  );
  for (const part of PARTS) for (const fault of result[part] ?? []) console.log(`        ${NAMES[part]}: ${fault}`);
}

export function printHead() {
  console.log(`      ${'question'.padEnd(38)} who   tool  filt. facts chips`);
}

/** @returns of each topic and of all how many were judged and how many of them were right, part by part */
export function ratesOf(results) {
  const topics = [...new Set(results.map(({ topic }) => topic))];
  const rate = (some) =>
    Object.fromEntries(
      PARTS.map((part) => {
        const judged = some.filter((result) => result[part] !== null);
        return [part, { judged: judged.length, right: judged.filter((result) => result[part].length === 0).length }];
      }),
    );
  return {
    topics: topics.map((topic) => ({ topic, ...rate(results.filter((result) => result.topic === topic)) })),
    all: rate(results),
  };
}

export function printRates({ topics, all }) {
  const cell = ({ judged, right }) => (judged === 0 ? '-' : `${right}/${judged}`).padEnd(20);
  console.log(`\n${''.padEnd(20)}${PARTS.map((part) => NAMES[part].padEnd(20)).join('')}`);
  for (const { topic, ...rates } of [...topics, { topic: 'all', ...all }])
    console.log(`${topic.padEnd(20)}${PARTS.map((part) => cell(rates[part])).join('')}`);
}

/** @returns {{ passed: number, failed: number, skipped: number, rate: number }} */
export function sumOf(results) {
  const passed = results.filter(isPassed).length;
  return { passed, failed: results.length - passed, skipped: 0, rate: results.length ? passed / results.length : 0 };
}
