#!/usr/bin/env node
// `npm run eval:ai`: asks the assistant every question of the set, and compares its answers with SQL. With a provider of
// the environment (AI_BASE_URL, AI_MODEL, AI_API_KEY), or with --scripted one that a table of rules plays.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Examination } from './examination.mjs';
import { providerOfEnvironment, scriptedProvider } from './providers.mjs';
import { lastTopics, planTopics, topics } from './questions/index.mjs';
import { printHead, printRates, ratesOf, sumOf } from './report.mjs';
import { provesItself } from './self-check.mjs';
import { World } from './world.mjs';

const HELP = `npm run eval:ai -- [options]
  --scripted     a provider played by a table of rules, with which every answer must be right
  --min <share>  of the questions that must be right: 0.9; 1 with --scripted
  --only <text>  questions whose topic/id holds it
  --out <file>   all results as JSON
The provider: AI_BASE_URL, AI_MODEL and, where it wants one, AI_API_KEY.`;
const DAYS_OLD = 5;
/** With these of the provider's test there is nothing to ask. */
const HOPELESS = ['unreachable', 'tls', 'unauthorized', 'unknown-model', 'malformed'];
const NOTHING_TO_RUN_WITH = 2;

const { values: options } = parseArgs({
  options: {
    scripted: { type: 'boolean', default: false },
    min: { type: 'string' },
    only: { type: 'string', default: '' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

class Unfit extends Error {}

function threshold() {
  const min = options.min === undefined ? (options.scripted ? 1 : 0.9) : Number(options.min);
  if (!(min >= 0 && min <= 1)) throw new Unfit('--min is a share between 0 and 1');
  return min;
}

/** With a question go those before it in its conversation. */
function chosen(all) {
  return all.flatMap(({ name, questions }) => {
    const wanted = new Set();
    const add = ({ id, after }) => {
      wanted.add(id);
      const before = questions.find((question) => question.id === after);
      if (before) add(before);
    };
    questions.filter(({ id }) => `${name}/${id}`.includes(options.only)).forEach(add);
    return wanted.size === 0 ? [] : [{ name, questions: questions.filter(({ id }) => wanted.has(id)) }];
  });
}

async function configure(world, provider) {
  await world.configure(provider);
  const { outcome } = await world.tryProvider();
  if (HOPELESS.includes(outcome)) throw new Unfit(`The provider at ${provider.baseUrl} does not do: ${outcome}.`);
  if (outcome !== 'ok') console.log(`The provider's test says: ${outcome}. The questions are asked all the same.`);
}

async function examine(world, provider) {
  await configure(world, provider);
  const examination = await Examination.open(world);
  printHead();
  const needsFigures = ({ name }) => name === 'administration';
  const all = chosen(topics);
  await examination.putAll(all.filter((topic) => !needsFigures(topic)));
  if (all.some(needsFigures)) await world.untilFigures();
  await examination.putAll(all.filter(needsFigures));
  const proof = options.scripted && !options.only ? await provesItself(examination, provider) : [];
  if (options.scripted) {
    await world.configure({ ...provider, model: 'scripted-planning' });
    await examination.putAll(chosen(planTopics));
  }
  await world.configure(provider);
  await world.grow(DAYS_OLD);
  await examination.putAll(chosen(lastTopics));
  return { results: examination.results, proof };
}

/** @returns the exit code */
function report({ results, proof }, { model }, min) {
  const rates = ratesOf(results);
  const { passed, failed, skipped, rate } = sumOf(results);
  printRates(rates);
  const missed = proof.filter(({ found }) => found.length === 0);
  if (proof.length > 0)
    console.log(`\n${proof.length - missed.length} of ${proof.length} faults made on purpose were found.`);
  for (const { fault, part } of missed) console.log(`FAIL  the evaluation itself: ${part} passes with ${fault}`);
  if (options.out) {
    const sums = { model, passed, failed, skipped, rate, min, proof };
    writeFileSync(options.out, `${JSON.stringify({ ...sums, rates, results }, null, 2)}\n`);
  }
  console.log(
    `\n${Math.round(rate * 1000) / 10} % of ${results.length} questions are right; ${min * 100} % are wanted.`,
  );
  console.log(`${passed + proof.length - missed.length} passed, ${failed + missed.length} failed, ${skipped} skipped`);
  return results.length > 0 && rate >= min && missed.length === 0 ? 0 : 1;
}

async function run() {
  const min = threshold();
  const provider = options.scripted ? await scriptedProvider() : providerOfEnvironment();
  if (!provider) throw new Unfit(`There is no provider: set AI_BASE_URL and AI_MODEL, or use --scripted.\n\n${HELP}`);
  if (chosen([...topics, ...lastTopics]).length === 0) throw new Unfit(`No question is called “${options.only}”.`);
  const world = await World.create();
  const stop = () => world.close().finally(() => process.exit(1));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return report(await examine(world, provider), provider, min);
  } finally {
    await world.close();
    provider.stop();
  }
}

if (options.help) console.log(HELP);
else
  process.exit(
    await run().catch((error) => {
      if (!(error instanceof Unfit)) throw error;
      console.error(error.message);
      return NOTHING_TO_RUN_WITH;
    }),
  );
