// Everything that was said, by the product and to it, and which secret stands in it.
import { gunzipSync } from 'node:zlib';

/** Where a secret is shown to the one whom it belongs to. */
const SHOWN = [
  { kind: 'cookie', where: /^set-cookie of / },
  { kind: 'API key', where: /^answer of POST \/api\/v1\/api-keys$/ },
  { kind: 'CSRF token', where: /^(document\.cookie|set-cookie of )/ },
];

export class Hearing {
  #sources = new Map();
  #reading = new Set();

  constructor(secrets) {
    this.secrets = secrets;
  }

  /** Keeps a text; equal places are one. */
  take(where, text) {
    if (!text) return;
    const texts = this.#sources.get(where) ?? [];
    if (texts.length === 0) this.#sources.set(where, texts);
    texts.push(text);
  }

  /** From now on every answer of these addresses is kept, and what was sent to get it is a secret. */
  listen(isOurs) {
    const plain = globalThis.fetch;
    globalThis.fetch = async (url, init = {}) => {
      const answer = await plain(url, init);
      if (!isOurs(String(url))) return answer;
      this.#learn(init.headers ?? {}, answer);
      const name = `${init.method ?? 'GET'} ${new URL(url).pathname}`;
      const reading = this.#read(name, answer.clone()).finally(() => this.#reading.delete(reading));
      this.#reading.add(reading);
      return answer;
    };
    return () => void (globalThis.fetch = plain);
  }

  #learn(headers, answer) {
    const { secrets } = this;
    const cookies = [...answer.headers.getSetCookie(), ...(headers.cookie ?? '').split('; ')];
    for (const text of cookies) {
      const [name, value = ''] = text.split(';')[0].split(/=(.*)/s);
      secrets.learn(name === 'XSRF-TOKEN' ? 'CSRF token' : 'cookie', decodeURIComponent(value));
    }
    secrets.learn('API key', /^Bearer (sp_.*)/.exec(headers.authorization ?? '')?.[1]);
  }

  async #read(name, answer) {
    for (const [header, value] of answer.headers)
      this.take(header === 'set-cookie' ? `set-cookie of ${name}` : `header ${header} of ${name}`, value);
    const chunks = [];
    try {
      // Whoever asked may hang up on a stream: what came until then counts.
      for await (const chunk of answer.body ?? []) chunks.push(chunk);
    } catch {
      // It ended.
    }
    this.take(`answer of ${name}`, textOf(Buffer.concat(chunks)));
  }

  /** @returns {Promise<{ where: string, what: string }[]>} what must not be where it is */
  async leaks() {
    await Promise.race([Promise.allSettled([...this.#reading]), new Promise((done) => setTimeout(done, 3_000))]);
    return [...this.#sources].flatMap(([where, texts]) => {
      const found = this.secrets.find(texts.join('\n'));
      const wrong = found.filter(({ kind }) => !SHOWN.some((one) => one.kind === kind && one.where.test(where)));
      return wrong.map(({ kind, form, around }) => ({ where, what: `${kind} (${form}) after "${around}"` }));
    });
  }

  /** What was taken at a place until now. */
  taken(where) {
    return (this.#sources.get(where) ?? []).join('\n');
  }

  /** How much was looked through, by kind of place. */
  extent() {
    const sums = new Map();
    for (const [where, texts] of this.#sources) {
      const kind = where.split(' ')[0];
      const sum = sums.get(kind) ?? { places: 0, characters: 0 };
      sum.places++;
      sum.characters += texts.reduce((total, text) => total + text.length, 0);
      sums.set(kind, sum);
    }
    return [...sums].map(([kind, { places, characters }]) => `${kind}: ${places} (${characters} characters)`);
  }
}

/** Packed ones unpacked; every byte a character, so that nothing is lost where it is no text. */
export function textOf(bytes) {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (packed ? gunzipSync(bytes) : bytes).toString('latin1');
}
