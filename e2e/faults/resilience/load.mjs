// An open loop: a request leaves on time whether or not others were answered, as people do who know nothing of each other.
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';

const TICK_MS = 10;
/** What takes longer hangs. */
export const HUNG_MS = 30_000;
const GIVEN_UP_MS = HUNG_MS + 5_000;

/**
 * @typedef {{ what: string, at: number, ms: number, status: number | null, wrong: string | null, error: string | null }} Answer
 *   `at` on the clock of `performance.now()`; status null: no answer
 */
export class Load {
  /** @type {Answer[]} */
  answers = [];
  #agent = new Agent({
    ...{ connections: null, pipelining: 1, headersTimeout: GIVEN_UP_MS, bodyTimeout: GIVEN_UP_MS },
    // Closed on this side before the product does, so that no request meets a connection that is just closed.
    ...{ keepAliveTimeout: 1_000, keepAliveMaxTimeout: 1_000, connect: { timeout: GIVEN_UP_MS } },
  });
  #open = new Set();
  #timer;
  #sent = 0;

  /** @param {{ next: () => { caller, method, path, body?, judge: (status: number, text: string) => string | null } }} mix */
  constructor(origin, mix, perSecond) {
    Object.assign(this, { origin, mix, perSecond });
  }

  start() {
    const startedAt = performance.now();
    this.#timer = setInterval(() => {
      const due = Math.floor(((performance.now() - startedAt) / 1000) * this.perSecond);
      while (this.#sent < due) this.#send();
    }, TICK_MS);
  }

  get requests() {
    return this.#sent;
  }

  /** @returns {boolean} whether a caller was answered with 5xx so far */
  get failed() {
    return this.answers.some(({ status }) => status >= 500);
  }

  /** Sends nothing more, and waits for what is under way. */
  async stop() {
    clearInterval(this.#timer);
    const deadline = performance.now() + GIVEN_UP_MS + 5_000;
    while (this.#open.size > 0 && performance.now() < deadline) await sleep(50);
    await this.#agent.destroy();
    return this.answers;
  }

  #send() {
    this.#sent++;
    const asked = this.#ask(this.mix.next()).finally(() => this.#open.delete(asked));
    this.#open.add(asked);
  }

  async #ask({ caller, method, path, body, judge }) {
    const at = performance.now();
    const answer = { what: `${method} ${path}`, at, ms: 0, status: null, wrong: null, error: null };
    try {
      const response = await request(`${this.origin}${path}`, {
        ...{ dispatcher: this.#agent, method },
        headers: { ...caller.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.body.text();
      answer.status = response.statusCode;
      answer.wrong = answer.status < 500 ? judge(answer.status, text) : null;
    } catch (error) {
      answer.error = error.code ?? error.message;
      judge(null, '');
    }
    answer.ms = performance.now() - at;
    this.answers.push(answer);
  }
}
