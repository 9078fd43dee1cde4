// One request for a route: path, query, body and headers, each as the description says or not at all.
import { hostileIds, hostileTexts, Values } from './values.mjs';

const RAW_BODIES = [
  ...[
    '',
    '{',
    '[',
    'null',
    '"',
    '0',
    '[]',
    '{}',
    '"text"',
    '{"a":1,"a":2}',
    '{"a":}',
    '\ufeff{}',
    '\u0000',
    '{"__proto__":{"role":"admin"}}',
  ],
  ...[
    '{"a":1e999}',
    `${'['.repeat(3000)}${']'.repeat(3000)}`,
    `{"text":"${'x'.repeat(150_000)}"}`,
    '{"\\ud800":1}',
    'a=1&b=2',
    '<a/>',
  ],
];
const CONTENT_TYPES = [
  ...[
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-7',
  ],
  ...['application/json; charset=', 'application/problem+json', 'APPLICATION/JSON', 'application/json, text/plain', ''],
];
const ODD_HEADERS = [
  ...[
    ['accept', 'image/webp'],
    ['accept', 'text/html'],
    ['accept-language', 'de;q=2, *;q=-1, x-\t'],
    ['accept-encoding', 'br;q=0, *;q=0'],
  ],
  ...[
    ['range', 'bytes=0-0,-1'],
    ['if-none-match', '*'],
    ['if-none-match', '"'.repeat(300)],
    ['if-modified-since', 'never'],
    ['last-event-id', '-1'],
  ],
  ...[
    ['last-event-id', 'x'.repeat(500)],
    ['x-request-id', 'a\tb'],
    ['x-request-id', '0'.repeat(400)],
    ['x-http-method-override', 'DELETE'],
  ],
  ...[
    ['content-encoding', 'gzip'],
    ['content-encoding', 'nothing'],
    ['x-forwarded-for', '::, 1.2.3.4'],
    ['forwarded', 'for="_x"'],
    ['cookie', '=;;sp_session=%'],
  ],
  ...[
    ['authorization', 'Bearer '],
    ['authorization', 'Bearer sp_\u00ff'],
    ['authorization', 'Basic eDp5'],
    ['origin', 'null'],
  ],
];

/** @returns {{ method: string, path: string, headers: [string, string][], body: Buffer | null }} */
export function drawRequest({ draws, route, ids, ownIds, canary }) {
  const values = new Values({ draws, ids, canary });
  return {
    method: route.method,
    path: `${drawPath(draws, route, ownIds)}${drawQuery(draws, route, values)}`,
    ...drawBody(draws, route, values),
  };
}

/** Ids of its own mostly; nothing that would make another route of it. */
function drawPath(draws, route, ownIds) {
  const drawn = route.params.map((_, i) => {
    if (draws.chance(0.6)) return encodeURIComponent(ownIds[i]);
    const text = draws.of([...hostileIds, ...hostileTexts.filter((one) => one !== ''), `${ownIds[i]}\u0000`]);
    return draws.chance(0.1) ? draws.of(['%', '%zz', '%ff', '%00', '%c0%ae', ';a=b', 'a%2fb']) : encode(text);
  });
  return route.params.reduce((path, name, i) => path.replace(`{${name}}`, () => drawn[i]), route.path);
}

function drawQuery(draws, route, values) {
  const pairs = [];
  for (const { in: where, name, schema } of route.parameters) {
    if (where !== 'query' || !draws.chance(Math.min(0.5, 3 / route.query.length))) continue;
    const value = values.of(schema, name);
    const all = Array.isArray(value) ? value : [value];
    for (const one of all) pairs.push(`${encode(name)}=${encode(typeof one === 'object' ? JSON.stringify(one) : one)}`);
    if (draws.chance(0.05))
      pairs.push(
        `${encode(name)}${draws.of(['[]', '[a]', '[__proto__]', '.a', ''])}=${encode(draws.of(hostileTexts))}`,
      );
  }
  if (draws.chance(0.05))
    pairs.push(
      draws.of([
        'unknown=1',
        '__proto__[role]=admin',
        '=',
        '&&',
        '%',
        '%ff=%ff',
        'a[b][c][d]=1',
        'limit',
        'toString=1',
      ]),
    );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

function drawBody(draws, route, values) {
  const headers = draws.chance(0.1) ? [draws.of(ODD_HEADERS)] : [];
  if (!route.schema && !draws.chance(0.05)) return { headers, body: null };
  const isRaw = draws.chance(0.1);
  const value = draws.chance(0.85) ? values.object(route.schema ?? {}) : values.anything();
  if (draws.chance(0.05) && value !== null && typeof value === 'object')
    value[draws.of(['role', 'id', 'disabled', 'userId', '__proto__', ''])] = 'admin';
  headers.push(['content-type', draws.chance(0.05) ? draws.of(CONTENT_TYPES) : 'application/json']);
  return { headers, body: Buffer.from(isRaw ? draws.of(RAW_BODIES) : (JSON.stringify(value) ?? '')) };
}

/** Lone halves of a pair have no encoding of their own. */
const encode = (value) => encodeURIComponent(String(value).toWellFormed());
