// Values for a schema: such as it allows, such as it just allows or just forbids, and such as nobody would think of.
import { resolve } from '../security/routes.mjs';

const HOSTILE_TEXTS = [
  ...[
    "'",
    `"; DROP TABLE users; --`,
    `' OR '1'='1`,
    `%' ESCAPE '`,
    '\\',
    '%',
    '_',
    '$1',
    '${jndi:ldap://127.0.0.1/x}',
    '{{7*7}}',
  ],
  ...['\u0000', 'a\u0000b', '\ud800', '\u202e\u2066', '\ufeff', '\uffff', 'ﬀ', 'ß', 'İ', '👩‍👩‍👧‍👦', 'é'.normalize('NFD')],
  ...[
    '../../../../etc/passwd',
    '..%2f..%2fetc',
    '/',
    '.',
    '..',
    'con',
    '<script>alert(1)</script>',
    '=1+1',
    '\r\nX-Injected: 1',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'NaN',
    'true',
    '[object Object]',
    ' ',
    '\t',
    '\n',
    '',
  ],
  ...[
    '(a+)+$',
    '^(.*)*$',
    '[',
    '*',
    'a'.repeat(200),
    'é'.repeat(201),
    '٣',
    '１',
    '0x10',
    '1e400',
    '-0',
    '1_000',
    '00',
    '+1',
  ],
];
const HOSTILE_NUMBERS = [
  0,
  -0,
  -1,
  1,
  0.1,
  1e-320,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  1e308,
  -1e308,
  99999,
  101,
];
const HOSTILE_TIMES = [
  ...[
    '0000-01-01',
    '9999-12-31T23:59:59.999Z',
    '10000-01-01T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '-000001-01-01T00:00:00Z',
  ],
  ...[
    '2026-02-30',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T24:00:30Z',
    '0001-01-01T00:00:00+23:59',
    '2026-01-01T23:59:60Z',
    '1970-01-01T00:00:00+23:59',
    'now',
    '1',
    '-infinity',
  ],
  ...['2025-11-26T00:00:00.000Z', '2026-11-26', '4713-01-01 BC', '2024-02-29T12:00:00+01:00'],
];
const HOSTILE_IDS = [
  '0',
  '-1',
  '1e3',
  '9223372036854775807',
  '9223372036854775808',
  '00000000-0000-0000-0000-000000000000',
  '1 ',
  'ALL',
];

/** Nobody answers there, or nobody who should be asked. */
const ADDRESSES = [
  ...[
    'http://127.0.0.1:9',
    'http://[::1]:9/v1',
    'http://169.254.169.254/latest',
    'http://0/',
    'http://0x7f.1:9',
    'http://[::ffff:127.0.0.1]:9',
  ],
  ...[
    'http://localhost:0',
    'http://127.0.0.1:99999',
    'https://127.0.0.1:9/',
    'http://a b/',
    'http://user:pw@127.0.0.1:9',
    'http://%31/',
    'ftp://127.0.0.1/',
  ],
  ...[
    'http://',
    'http:\\\\127.0.0.1:9',
    'http://127.0.0.1:9/?a',
    'http://127.0.0.1:9/#a',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'HTTP://127.1:9',
  ],
];

/** Whatever looks like a secret is one that is looked for afterwards. */
const SECRET_FIELDS = /^(apiKey|token|setupCode)$/;

export class Values {
  /** @param {{ draws: object, ids: string[], canary: string }} from `ids`: such as this world holds */
  constructor({ draws, ids, canary }) {
    Object.assign(this, { draws, ids, canary });
  }

  /** For a parameter or a field: mostly of the schema, else anything. */
  of(schema, name = '') {
    if (SECRET_FIELDS.test(name) && this.draws.chance(0.8)) return this.canary;
    return this.draws.chance(0.7) ? this.fitting(resolve(schema), name) : this.anything(name);
  }

  /** As the schema says, or just outside of it. */
  fitting(schema, name) {
    const { draws } = this;
    const choice = schema.allOf ?? schema.anyOf ?? schema.oneOf;
    if (choice) return this.fitting(resolve(draws.of(choice)), name);
    if (schema.enum) return draws.of(schema.enum);
    const type = Array.isArray(schema.type) ? draws.of(schema.type) : schema.type;
    const makers = { integer: 'number', number: 'number', string: 'text', array: 'array', object: 'object' };
    if (makers[type]) return this[makers[type]](schema, name);
    return type === 'boolean' ? draws.chance(0.5) : null;
  }

  number({ minimum = 0, maximum = 1e6, type }) {
    const edges = [minimum, maximum, minimum - 1, maximum + 1, minimum + 0.5];
    if (this.draws.chance(0.3)) return this.draws.of(edges);
    const value = minimum + this.draws.next() * (maximum - minimum);
    return type === 'integer' || Array.isArray(type) ? Math.floor(value) : value;
  }

  text(schema, name) {
    const { draws } = this;
    if (schema.format === 'date-time' || /since$/i.test(name)) return draws.of(HOSTILE_TIMES);
    if (/url/i.test(name)) return draws.of(ADDRESSES);
    if (schema.format === 'uuid' || /ids?$/i.test(name)) return draws.of(this.ids);
    if (name === 'cursor') return this.cursor();
    if (schema.example !== undefined && draws.chance(0.5)) return schema.example;
    if (schema.maxLength && draws.chance(0.2)) return 'x'.repeat(Math.min(schema.maxLength, 3000) + draws.below(2));
    return draws.of(HOSTILE_TEXTS);
  }

  array({ items = {}, maxItems = 5 }, name) {
    const length = this.draws.chance(0.1) ? Math.min(maxItems + 1, 300) : this.draws.below(Math.min(maxItems, 5) + 1);
    return Array.from({ length }, () => this.of(items, name));
  }

  object({ properties = {}, required = [] }) {
    const names = Object.keys(properties).filter((name) => this.draws.chance(required.includes(name) ? 0.95 : 0.5));
    return Object.fromEntries(names.map((name) => [name, this.of(properties[name], name)]));
  }

  /** One of a list's own making, cut, turned or filled with something else. */
  cursor() {
    const { draws } = this;
    const listings = [
      'items:title:asc',
      'items:addedAt:desc',
      'api-keys',
      'users',
      'sync-runs',
      'audit',
      'log',
      'conversations',
    ];
    const parts = draws.some(3, () => draws.of([...HOSTILE_TEXTS, ...HOSTILE_NUMBERS, ...HOSTILE_TIMES, ...this.ids]));
    const text = Buffer.from(JSON.stringify([draws.of(listings), ...parts])).toString('base64url');
    return draws.of([
      text,
      text.slice(0, -draws.below(6) - 1),
      `${text}=`,
      draws.of(HOSTILE_TEXTS),
      'W10',
      'e30',
      'bnVsbA',
    ]);
  }

  anything(name) {
    const { draws } = this;
    return draws.call([
      () => draws.of(HOSTILE_TEXTS),
      () => draws.of(HOSTILE_NUMBERS),
      () => draws.of([...this.ids, ...HOSTILE_IDS]),
      () => draws.of(HOSTILE_TIMES),
      () => draws.of([null, true, false]),
      () => draws.some(3, () => draws.of(HOSTILE_TEXTS)),
      () => ({ [name || 'a']: draws.of(HOSTILE_TEXTS), __proto__: { role: 'admin' } }),
      () => JSON.parse('{"__proto__":{"role":"admin"},"constructor":{"prototype":{"disabled":false}}}'),
      () => this.nested(),
      () => String.fromCodePoint(...draws.some(40, () => draws.below(0xd7ff))),
    ]);
  }

  nested() {
    let value = this.draws.of(HOSTILE_TEXTS);
    for (let depth = this.draws.below(60); depth > 0; depth--) value = depth % 2 === 0 ? [value] : { a: value };
    return value;
  }
}

export const hostileIds = HOSTILE_IDS;
export const hostileTexts = HOSTILE_TEXTS;
