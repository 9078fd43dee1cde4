// The secrets that are in play, and where one of them stands in a text, in whatever form somebody would have written it.
import { randomBytes } from 'node:crypto';

/** Shorter pieces could stand anywhere by chance. */
const SHORTEST = 10;
/** A secret this long is told by half of it, too. */
const LONG = 24;

export class Secrets {
  #byStart = new Map();
  #known = new Set();

  get size() {
    return this.#known.size;
  }

  /** A new one, with characters that URLs, JSON and shells each write in their own way. */
  mint(kind, { safe = false } = {}) {
    return this.learn(kind, `canary-${randomBytes(12).toString('base64url')}${safe ? '' : '&%/"+'}${'x7Qz9'}`);
  }

  /** @returns the value */
  learn(kind, value) {
    if (!value || value.length < SHORTEST || this.#known.has(value)) return value;
    this.#known.add(value);
    for (const [form, text] of formsOf(value)) this.#index({ kind, form, text });
    return value;
  }

  #index(one) {
    if (one.text.length < SHORTEST) return;
    const start = one.text.slice(0, SHORTEST);
    const list = this.#byStart.get(start) ?? [];
    if (list.length === 0) this.#byStart.set(start, list);
    list.push(one);
  }

  /** @returns {{ kind: string, form: string, around: string }[]} one for each kind and form */
  find(text) {
    const found = new Map();
    for (let at = 0; at <= text.length - SHORTEST; at++) {
      for (const one of this.#byStart.get(text.slice(at, at + SHORTEST)) ?? []) {
        if (!text.startsWith(one.text, at)) continue;
        const around = text.slice(Math.max(0, at - 80), at + 20).replace(/\s+/g, ' ');
        found.set(`${one.kind} ${one.form}`, { kind: one.kind, form: one.form, around });
      }
    }
    return [...found.values()];
  }
}

function formsOf(value) {
  const bytes = Buffer.from(value);
  const forms = [
    ['plain', value],
    ['in a URL', encodeURIComponent(value)],
    ['in JSON', JSON.stringify(value).slice(1, -1)],
    ['in HTML', value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
    ...encoded(bytes),
  ];
  if (/^[\w+/-]{43}=?$/.test(value)) forms.push(...encoded(Buffer.from(value, 'base64')));
  if (value.length >= LONG) {
    const middle = Math.floor(value.length / 2);
    forms.push(['first half', value.slice(0, middle)], ['second half', value.slice(middle)]);
  }
  const distinct = new Map(forms.map(([form, text]) => [text, form]));
  return [...distinct].map(([text, form]) => [form, text]);
}

function encoded(bytes) {
  const hex = bytes.toString('hex');
  return [
    ['hexadecimal', hex],
    ['hexadecimal', hex.toUpperCase()],
    ...[0, 1, 2].flatMap((shift) => base64Within(bytes, shift)),
  ];
}

/** What base64 makes of these bytes wherever they stand among others: only the digits that no neighbour changes. */
function base64Within(bytes, shift) {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  const whole = text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  return [
    ['base64', whole],
    ['base64url', whole.replaceAll('+', '-').replaceAll('/', '_')],
  ];
}
