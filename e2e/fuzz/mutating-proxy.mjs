// Stands between the product and a program that plays Plex, and changes some of its replies while it is told to.
import { createServer, request } from 'node:http';
import { Draws } from './draws.mjs';
import { mutate } from './mutation.mjs';

const REMEMBERED = 40;
/** Of a connection, not of a reply; the length is counted anew. */
const HOPS = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'accept-encoding',
  'host',
  'te',
  'upgrade',
];

export class MutatingProxy {
  /** @param {{ target: string, seed: number, translate?: [string, string][] }} how `translate`: addresses to put others for */
  static async create(how) {
    const proxy = new MutatingProxy(how);
    await new Promise((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    proxy.server.unref();
    proxy.url = `http://127.0.0.1:${proxy.server.address().port}`;
    return proxy;
  }

  /** Of ten replies so many are changed. */
  share = 0;
  seen = 0;
  mutated = 0;
  /** What was done lately, newest last. */
  lately = [];

  constructor({ target, seed, translate = [] }) {
    Object.assign(this, { target: new URL(target), seed, translate });
    this.server = createServer((incoming, outgoing) => this.pass(incoming, outgoing));
  }

  pass(incoming, outgoing) {
    const { hostname, port } = this.target;
    const asked = request(
      { hostname, port, method: incoming.method, path: incoming.url, headers: without(incoming.headers) },
      (reply) => {
        const chunks = [];
        reply.on('data', (chunk) => chunks.push(chunk));
        reply.once('error', () => outgoing.destroy());
        reply.once('end', () => this.answer(incoming, reply, Buffer.concat(chunks), outgoing));
      },
    );
    asked.once('error', () => outgoing.destroy());
    incoming.once('error', () => asked.destroy());
    incoming.pipe(asked);
  }

  answer({ method, url }, reply, body, outgoing) {
    const isText = /json|xml/.test(reply.headers['content-type'] ?? '');
    const isChanged = isText && reply.statusCode < 300 && method === 'GET';
    const sent = isText ? this.rewritten(body, isChanged && url) : body;
    outgoing.writeHead(reply.statusCode, { ...without(reply.headers), 'content-length': sent.length });
    outgoing.end(sent);
  }

  rewritten(body, url) {
    const text = this.translate.reduce((all, [from, to]) => all.replaceAll(from, to), body.toString('utf8'));
    const draws = new Draws(this.seed, this.seen);
    if (url) this.seen++;
    if (!url || this.share === 0 || !draws.chance(this.share)) return Buffer.from(text);
    const { text: changed, how } = mutate(draws, text);
    this.mutated++;
    this.lately.push(`${url.split(/[?&]X-Plex-Token/)[0].slice(0, 120)}: ${how}`);
    if (this.lately.length > REMEMBERED) this.lately.shift();
    return Buffer.from(changed);
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const without = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => !HOPS.includes(name)));
