// Whether an answer is one that openapi.json promises, came in time and keeps what it must keep.
import { readFileSync } from 'node:fs';

const WITHIN_MS = 5_000;
/** Not ours: who answers before us was away, or was never set up. */
const UPSTREAM = new Set([502, 504]);
const UPSTREAM_CODES = new Set(['plex-busy', 'ai-not-configured']);

/** What a body is answered where none belongs: that is beside the description. */
const OF_A_BODY = {
  400: ['malformed-json', 'malformed-body'],
  413: ['payload-too-large'],
  415: ['unsupported-media-type'],
};
/** An administrator reads the log there, and where an error came from. */
const SHOWS_LOG = /^GET \/system\/(log|support-bundle)/;

const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8'));

export class Verdict {
  constructor(leaks) {
    this.leaks = leaks;
  }

  isSlow = ({ ms, fault, status, text }) => fault !== null || ms > WITHIN_MS || isLateProbe(status, text);

  /** What is wrong, in words that are the same for each answer of a kind; null when nothing. */
  of({ route, who, drawn }, answer) {
    if (answer.fault !== null) return answer.fault;
    if (answer.ms > WITHIN_MS) return `answered after more than ${WITHIN_MS} ms`;
    return this.undeclared(route, drawn, answer) ?? this.leak(route, who, answer);
  }

  undeclared(route, drawn, { status, headers, text }) {
    const code = status < 400 ? null : codeOf(headers, text);
    if (!route.schema && drawn.body !== null && OF_A_BODY[status]?.includes(code)) return null;
    const declared = paths[route.path][route.method.toLowerCase()].responses[status];
    if (!declared) return `${status} is not declared`;
    if (code === null) return null;
    if (status >= 500 && !UPSTREAM.has(status) && !UPSTREAM_CODES.has(code)) return `answered ${status}`;
    const codes = Object.keys(declared.content?.['application/problem+json']?.examples ?? {});
    return codes.includes(code) ? null : `${status} ${code} is not declared`;
  }

  leak(route, who, { status, text }) {
    // The one place where a key is shown, once, to whoever made it.
    const isNewKey = route.name === 'POST /api-keys' && status === 201;
    if (!isNewKey && /\bsp_[\w-]{30,}/.test(text)) return 'an API key in the answer';
    if (who.role !== 'admin' && /"file":"/.test(text)) return 'the path of a file in the answer';
    const found = SHOWS_LOG.test(route.name) ? this.leaks.secretIn(text) : this.leaks.inAnswer(text);
    return found === null ? null : `${found} in the answer`;
  }
}

/** A probe that gave its database two seconds says so, which is its task. */
const isLateProbe = (status, text) => status === 503 && text.includes('"database":{"status":"down"}');

function codeOf(headers, text) {
  if (!/^application\/problem\+json/.test(headers['content-type'] ?? '')) return 'without a problem';
  try {
    return JSON.parse(text).code;
  } catch {
    return 'with a broken problem';
  }
}
