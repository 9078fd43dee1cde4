// Who calls the API in these tests: somebody who watches, and a crowd behind a load balancer.
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Listens to `GET /sync/events` the way a browser's EventSource does. */
export class Watcher {
  events = [];
  #abort = new AbortController();

  static async open(url, cookies) {
    const watcher = new Watcher();
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${url}/api/v1/sync/events`, {
      headers: { accept: 'text/event-stream', cookie },
      signal: watcher.#abort.signal,
    });
    if (response.status !== 200) throw new Error(`the event stream answered ${response.status}`);
    void watcher.#read(response.body).catch(() => undefined);
    return watcher;
  }

  async #read(body) {
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop();
      for (const block of blocks) {
        const data = /^data: ?(.*)$/m.exec(block)?.[1];
        if (/^event: ?run$/m.test(block) && data) this.events.push(JSON.parse(data));
      }
    }
  }

  close() {
    this.#abort.abort();
  }
}

/** Constant requests through a balancer that, like any, tries the other replica when one cannot be reached. */
export class Trickle {
  counts = { answered: 0, failed: [] };
  #running = true;
  #done;

  constructor(urls, path, cookies, everyMs = 40) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    this.#done = this.#run(urls, path, cookie, everyMs);
  }

  async #run(urls, path, cookie, everyMs) {
    const asked = [];
    for (let turn = 0; this.#running; turn++) {
      asked.push(this.#ask([urls[turn % urls.length], urls[(turn + 1) % urls.length]], path, cookie));
      // Nobody is left waiting for a crowd whose test has failed.
      await sleep(everyMs, undefined, { ref: false });
    }
    await Promise.all(asked);
  }

  async #ask([url, ...others], path, cookie) {
    try {
      const status = await statusOf(`${url}${path}`, cookie);
      if (status === 200) this.counts.answered++;
      else this.counts.failed.push(`${url} answered ${status}`);
    } catch (error) {
      if (others.length > 0 && ['ECONNREFUSED', 'ECONNRESET'].includes(error.code))
        return this.#ask(others, path, cookie);
      this.counts.failed.push(`${url}: ${error.code ?? error.message}`);
    }
  }

  async stop() {
    this.#running = false;
    await this.#done;
    return this.counts;
  }
}

/** A connection for each request: what a balancer's pool does with one that closes is not under test. */
function statusOf(url, cookie) {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { cookie }, agent: false, timeout: 15_000 }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => resolve(response.statusCode));
    });
    request.once('timeout', () => request.destroy(new Error('no answer within 15 s')));
    request.once('error', reject);
  });
}
