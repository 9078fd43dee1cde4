// Asks one question after the other and judges the answers.
import { ask, converse } from './asking.mjs';
import { judgeQuestion } from './judge/chips.mjs';
import { Figures } from './judge/figures.mjs';
import { Judge } from './judge/judge.mjs';
import { Library } from './judge/library.mjs';
import { readNames, withNames } from './names.mjs';
import { printResult } from './report.mjs';

export class Examination {
  static async open(world) {
    return new Examination(world, await Library.open(world.sql), await readNames(world.sql));
  }

  /** What each question's conversation knows, by its path. */
  conversations = new Map();
  results = [];

  constructor(world, library, names) {
    Object.assign(this, { world, library, names });
    this.judge = new Judge(library, new Figures(world.sql, library));
  }

  async putAll(topics) {
    for (const { name, questions } of topics)
      for (const question of questions) {
        const result = await this.put(name, question);
        printResult(result);
        this.results.push(result);
      }
  }

  /** In the conversation of the question before it, where it has one. */
  async put(topic, raw) {
    const question = withNames(raw, this.names);
    const { who, text } = question;
    const { id, steps } = await this.#conversation(topic, question);
    const startedAt = performance.now();
    const heard = await ask(this.world.callers.get(who), id, text);
    const ms = Math.round(performance.now() - startedAt);
    this.conversations.set(`${topic}/${question.id}`, { id, steps: [...steps, ...heard.steps] });
    const verdict = await this.judge.judge(question, heard, steps);
    const chips = await judgeQuestion(this.library, question, (caller, asked) =>
      this.world.callers.get(caller).post('/api/v1/ai/questions', { text: asked }),
    );
    return { topic, id: question.id, who, text, ms, ...verdict, chips, heard };
  }

  async #conversation(topic, { who, after }) {
    const before = after && this.conversations.get(`${topic}/${after}`);
    return before || { id: await converse(this.world.callers.get(who)), steps: [] };
  }
}
