// A reply of Plex as a broken server, a proxy in between or a later version might send it.

const HUGE = [-1, 0, 1e15, -1e15, 2 ** 53, 1e300, 0.5, '1e999', '-9223372036854775809', '99999999999999999999', 'NaN'];
const ODD = [
  '',
  ' ',
  '\u0000',
  'null',
  'true',
  '-',
  '\ud83d',
  'x'.repeat(5_000),
  '<b>',
  '../../',
  'http://127.0.0.1:9/',
  'ß\u202e',
  '1 OR 1=1',
];
const MARKUP = [
  '<html><body>Bad gateway</body></html>',
  '<?xml version="1.0"?><MediaContainer size="0"/>',
  '<MediaContainer',
];
const TOTALS = ['size', 'totalSize', 'offset'];

/** @returns {{ text: string, how: string }} */
export function mutate(draws, text) {
  const isJson = /^\s*[{[]/.test(text);
  if (draws.chance(0.12)) return broken(draws, text);
  const changed = isJson ? mutatedJson(draws, text) : mutatedXml(draws, text);
  return changed ?? broken(draws, text);
}

/** What no parser takes, or takes for something else. */
function broken(draws, text) {
  const at = draws.below(text.length + 1);
  const ways = {
    cut: () => text.slice(0, at),
    empty: () => '',
    markup: () => draws.of(MARKUP),
    doubled: () => text + text,
    'a character changed': () =>
      `${text.slice(0, at)}${draws.of(['"', '{', ']', '\u0000', '<', '\\', '9'])}${text.slice(at + 1)}`,
    'a piece missing': () => text.slice(0, at) + text.slice(at + 1 + draws.below(200)),
    'null instead': () => draws.of(['null', '[]', '{}', '0', '""', '{"MediaContainer":null}', '{"MediaContainer":[]}']),
  };
  const how = draws.of(Object.keys(ways));
  return { text: ways[how](), how };
}

function mutatedJson(draws, text) {
  let root;
  try {
    root = JSON.parse(text);
  } catch {
    return null;
  }
  const hows = draws.some(4, () => {
    if (draws.chance(0.15)) return wrongTotal(draws, root);
    return draws.chance(0.15) ? changedRows(draws, root) : changedPlace(draws, root);
  });
  return { text: JSON.stringify(root), how: hows.join(', ') };
}

function wrongTotal(draws, root) {
  const container = root?.MediaContainer;
  if (container === null || typeof container !== 'object') return 'nothing';
  const name = draws.of(TOTALS);
  container[name] = draws.of([
    ...HUGE,
    (Number(container[name]) || 0) + 1,
    (Number(container[name]) || 0) - 1,
    null,
    [],
    undefined,
  ]);
  return `${name} ${container[name]}`;
}

/** Many rows in the same way, as a later version of Plex or a damaged database has it. */
function changedRows(draws, root) {
  const container = root?.MediaContainer;
  const name = Object.keys(container ?? {}).find((key) => Array.isArray(container[key]) && container[key].length > 0);
  if (!name) return 'nothing';
  const rows = container[name];
  const key = draws.of(Object.keys(rows[0] ?? {})) ?? 'key';
  const value = draws.of([null, '', 0, -1, [], {}, draws.of(HUGE), draws.of(ODD), rows.at(-1)?.[key]]);
  const each = (change) => rows.forEach((row) => row !== null && typeof row === 'object' && change(row));
  const ways = {
    'gone from all': () => each((row) => delete row[key]),
    'the same in all': () => each((row) => (row[key] = value)),
    'rows: none': () => rows.splice(0),
    'rows: every other': () => (container[name] = rows.filter((_, index) => index % 2 === 0)),
    'rows: twice': () => rows.push(...structuredClone(rows)),
    'rows: backwards': () => rows.reverse(),
    'rows: the first for all': () => (container[name] = rows.map(() => structuredClone(rows[0]))),
  };
  const how = draws.of(Object.keys(ways));
  ways[how]();
  return `${name} ${key} ${how}`;
}

/** One place anywhere in it; deep ones as likely as shallow ones. */
function changedPlace(draws, root) {
  const places = [];
  collect(root, places, []);
  if (places.length === 0) return 'nothing';
  const { holder, key, path } = draws.of(places);
  const ways = {
    dropped: () => (Array.isArray(holder) ? holder.splice(key, 1) : delete holder[key]),
    doubled: () => (Array.isArray(holder) ? holder.push(holder[key]) : (holder[key] = [holder[key], holder[key]])),
    'huge or negative': () => (holder[key] = draws.of(HUGE)),
    'odd text': () => (holder[key] = draws.of(ODD)),
    'of another type': () => (holder[key] = draws.of([null, true, [], {}, [[]], { a: 1 }, [null], 0, ''])),
    'an object for a list': () => (holder[key] = Array.isArray(holder[key]) ? { ...holder[key] } : [holder[key]]),
    'text for a number': () => (holder[key] = String(holder[key])),
    'of another place': () => (holder[key] = structuredClone(at(draws.of(places)))),
  };
  const how = draws.of(Object.keys(ways));
  ways[how]();
  return `${path.join('.')} ${how}`;
}

const at = ({ holder, key }) => holder[key];

const MOST_PLACES = 20_000;

function collect(value, places, path) {
  if (value === null || typeof value !== 'object' || places.length > MOST_PLACES) return;
  for (const key of Object.keys(value)) {
    const here = [...path, key];
    places.push({ holder: value, key: Array.isArray(value) ? Number(key) : key, path: here });
    collect(value[key], places, here);
  }
}

function mutatedXml(draws, text) {
  const attributes = [...text.matchAll(/ ([\w:]+)="([^"]*)"/g)];
  if (attributes.length === 0) return null;
  const { index, 0: whole, 1: name } = draws.of(attributes);
  const value = String(draws.of([...HUGE, ...ODD])).replace(/[<&"\u0000]/g, '');
  const put = draws.of([
    '',
    ` ${name}="${value}"`,
    `${whole}${whole}`,
    ` ${name}=`,
    ` ${name}="&#0;"`,
    ` ${name}="&x;"`,
  ]);
  return { text: text.slice(0, index) + put + text.slice(index + whole.length), how: `${name}: ${put}` };
}
