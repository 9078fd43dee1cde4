// Somebody who calls the API, and how an answer of it is read.
export const SESSION_COOKIE = 'sp_session';
const STREAM = /^text\/event-stream/;
const GIVE_UP_MS = 20_000;

/** Headers that say who calls. */
export function headersOf({ cookies = new Map(), csrf, key }) {
  const token = csrf ?? cookies.get('XSRF-TOKEN');
  return {
    ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
    ...(token !== undefined && { 'x-xsrf-token': decodeURIComponent(token) }),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
}

/**
 * Sends one request. Event streams are left as soon as they begin.
 * @returns {Promise<{ status: number, headers: Headers, text: string, body: any, ms: number }>}
 */
export async function call(url, method, { caller = {}, body, headers = {} } = {}) {
  const startedAt = performance.now();
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), GIVE_UP_MS);
  try {
    const response = await fetch(url, {
      ...{ method, redirect: 'manual', signal: abort.signal },
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headersOf(caller),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const type = response.headers.get('content-type') ?? '';
    const text = STREAM.test(type) ? '' : await response.text();
    const ms = performance.now() - startedAt;
    return { status: response.status, headers: response.headers, text, body: readJson(type, text), ms };
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

function readJson(type, text) {
  return /json/.test(type) && text !== '' ? JSON.parse(text) : null;
}
