#!/usr/bin/env node
// `npm run eval:ai`: asks the assistant every question of the set, and compares its answers with SQL. With a provider of
// the environment (AI_BASE_URL, AI_MODEL, AI_API_KEY), or with --scripted one that a table of rules plays.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ask, converse } from './asking.mjs';
import { judgeQuestion } from './judge/chips.mjs';
import { Figures } from './judge/figures.mjs';
import { Judge } from './judge/judge.mjs';
import { Library } from './judge/library.mjs';
import { readNames, withNames } from './names.mjs';
import { lastTopics, topics } from './questions/index.mjs';
import { printHead, printRates, printResult, ratesOf, sumOf } from './report.mjs';
import { provesItself } from './self-check.mjs';
import { World } from './world.mjs';

const HELP = `npm run eval:ai -- [options]
  --scripted     a provider played by a table of rules, which the set must be right about throughout
  --min <share>  of the questions that must be right: 0.9; 1 with --scripted
  --only <text>  questions whose topic/id holds it
  --out <file>   all results as JSON
The provider: AI_BASE_URL, AI_MODEL and, where it wants one, AI_API_KEY.`;

const { values: options } = parseArgs({
  options: {
    scripted: { type: 'boolean', default: false },
    min: { type: 'string' },
    only: { type: 'string', default: '' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function fail(message) {
  console.error(message);
  process.exit(2);
}

function threshold() {
  const min = options.min === undefined ? (options.scripted ? 1 : 0.9) : Number(options.min);
  return min >= 0 && min <= 1 ? min : fail('--min is a share between 0 and 1');
}

async function scriptedProvider() {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'scripted/provider.mjs');
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill());
  const baseUrl = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the scripted provider ended with code ${code}`)));
  });
  return { baseUrl, model: 'scripted', stop: () => child.kill() };
}

function providerOfEnvironment() {
  const { AI_BASE_URL: baseUrl, AI_MODEL: model, AI_API_KEY: apiKey } = process.env;
  if (!baseUrl || !model) fail(`There is no provider: set AI_BASE_URL and AI_MODEL, or use --scripted.\n\n${HELP}`);
  return { baseUrl, model, apiKey, stop: () => undefined };
}

/** Asks one question, in the conversation of the one before it where it has one, and judges the answer. */
class Examination {
  /** What each question's conversation knows, by its id. */
  conversations = new Map();
  results = [];

  constructor(world, library, names) {
    Object.assign(this, { world, library, names });
    this.judge = new Judge(library, new Figures(world.sql, library));
  }

  async put(topic, raw) {
    const question = withNames(raw, this.names);
    const caller = this.world.callers.get(question.who);
    const { id, steps } = this.conversations.get(`${topic}/${question.after}`) ?? {
      id: await converse(caller),
      steps: [],
    };
    const startedAt = performance.now();
    const heard = await ask(caller, id, question.text);
    const ms = Math.round(performance.now() - startedAt);
    this.conversations.set(`${topic}/${question.id}`, { id, steps: [...steps, ...heard.steps] });
    const verdict = await this.judge.judge(question, heard, steps);
    const chips = await judgeQuestion(this.library, question, (who, text) =>
      this.world.callers.get(who).post('/api/v1/ai/questions', { text }),
    );
    return { topic, id: question.id, who: question.who, text: question.text, ms, ...verdict, chips, heard };
  }

  async putAll(someTopics) {
    for (const { name, questions } of someTopics)
      for (const question of questions) {
        const result = await this.put(name, question);
        printResult(result);
        this.results.push(result);
      }
  }
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

async function examine(world, provider) {
  await world.configure(provider);
  const library = await Library.open(world.sql);
  const examination = new Examination(world, library, await readNames(world.sql));
  printHead();
  const [late, early] = [chosen(topics).filter(({ name }) => name === 'administration'), chosen(topics)];
  await examination.putAll(early.filter((topic) => !late.some(({ name }) => name === topic.name)));
  if (late.length > 0) await world.untilFigures();
  await examination.putAll(late);
  const proof = options.scripted && !options.only ? await provesItself(examination, world, provider) : [];
  await world.configure(provider);
  await world.grow(5);
  await examination.putAll(chosen(lastTopics));
  return { results: examination.results, proof };
}

function report({ results, proof }, provider, min) {
  const rates = ratesOf(results);
  const { passed, failed, skipped, rate } = sumOf(results);
  printRates(rates);
  for (const fault of proof) console.log(`FAIL  the evaluation itself: ${fault}`);
  const isEnough = results.length > 0 && rate >= min && proof.length === 0;
  if (options.out) {
    const sums = { passed, failed, skipped, rate, min, model: provider.model, proof };
    writeFileSync(options.out, `${JSON.stringify({ ...sums, rates, results }, null, 2)}\n`);
  }
  console.log(
    `\n${Math.round(rate * 1000) / 10} % of ${results.length} questions are right; ${min * 100} % are wanted.`,
  );
  console.log(`${passed} passed, ${failed + proof.length} failed, ${skipped} skipped`);
  return isEnough ? 0 : 1;
}

if (options.help) {
  console.log(HELP);
  process.exit(0);
}
const min = threshold();
const provider = options.scripted ? await scriptedProvider() : providerOfEnvironment();
const world = await World.create();
let code = 1;
try {
  code = report(await examine(world, provider), provider, min);
} finally {
  await world.close();
  provider.stop();
}
process.exit(code);
