// People who talk to the assistant, each as a browser does: one question after the other, answers by server-sent events.
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';

const PAUSE_MS = 1_000;
/** A person begins anew after so many questions. */
const QUESTIONS_OF_A_CONVERSATION = 4;

export class Conversations {
  #agent = new Agent({ connections: null });
  #asked = 0;
  answers = { done: 0, failed: [] };

  constructor(client) {
    this.client = client;
  }

  #headers() {
    const { cookies } = this.client;
    return {
      'content-type': 'application/json',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-xsrf-token': decodeURIComponent(cookies.get('XSRF-TOKEN') ?? ''),
    };
  }

  /** Resolves with all that was sent. @param {AbortSignal} [signal] hangs up */
  async ask(conversation, text, signal) {
    const { statusCode, body } = await request(
      `${this.client.origin}/api/v1/ai/conversations/${conversation}/messages`,
      {
        ...{ dispatcher: this.#agent, method: 'POST', signal },
        headers: this.#headers(),
        body: JSON.stringify({ text }),
      },
    );
    const heard = await body.text();
    if (statusCode !== 200) throw new Error(`a question was answered with ${statusCode}: ${heard}`);
    return heard;
  }

  async begin() {
    return (await this.client.post('/api/v1/ai/conversations')).id;
  }

  /** So many people ask on and on. @returns {() => Promise<void>} lets each hear its last answer */
  start(people) {
    let running = true;
    const talk = async () => {
      let conversation;
      for (let turn = 0; running; turn++) {
        if (turn % QUESTIONS_OF_A_CONVERSATION === 0) conversation = await this.begin();
        const heard = await this.ask(conversation, `What about film night ${this.#asked++}?`);
        if (/^event: done$/m.test(heard)) this.answers.done++;
        else this.answers.failed.push(heard.slice(-300));
        await sleep(Math.random() * PAUSE_MS);
      }
    };
    const talks = Array.from({ length: people }, talk);
    return async () => {
      running = false;
      await Promise.all(talks);
    };
  }

  close() {
    return this.#agent.close();
  }
}
