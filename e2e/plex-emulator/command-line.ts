import { MAX_TITLES, type EmulatorOptions } from './options';

type Reader = (text: string) => unknown;

interface Flag {
  name: keyof EmulatorOptions;
  read: Reader;
  help: string;
}

function whole(low: number, high: number): Reader {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < low || value > high) throw new Error(`a whole number ${low}..${high}`);
    return value;
  };
}

function oneOf(...values: string[]): Reader {
  return (text) => {
    if (!values.includes(text)) throw new Error(values.join(' or '));
    return text;
  };
}

const onOff: Reader = (text) => {
  if (!['on', 'off', ''].includes(text)) throw new Error('on or off');
  return text !== 'off';
};

const speed: Reader = (text) => {
  const value = Number(text);
  if (!(value > 0 && value <= 10_000)) throw new Error('a number up to 10000');
  return value;
};

const epoch: Reader = (text) => {
  const value = Date.parse(text) / 1000;
  if (!Number.isFinite(value)) throw new Error('a date such as 2026-05-01');
  return Math.floor(value);
};

const FLAGS: Record<string, Flag> = {
  port: {
    name: 'port',
    read: whole(0, 65_535),
    help: 'port of plex.tv; media servers take the next ones (0: any free ports)   [0]',
  },
  host: { name: 'host', read: (text) => text, help: 'address to listen on   [127.0.0.1]' },
  seed: { name: 'seed', read: whole(0, 2_147_483_647), help: 'everything follows from it   [7]' },
  movies: { name: 'movies', read: whole(0, MAX_TITLES), help: 'films on each server   [500]' },
  shows: { name: 'shows', read: whole(0, 150_000), help: 'series, about 30 episodes each   [40]' },
  artists: { name: 'artists', read: whole(0, MAX_TITLES), help: 'artists, about 25 tracks each   [30]' },
  servers: { name: 'servers', read: whole(1, 8), help: 'media servers; later ones share titles with the first   [1]' },
  plays: { name: 'plays', read: whole(0, MAX_TITLES), help: 'rows of watch history on each server   [3000]' },
  quirks: {
    name: 'quirks',
    read: oneOf('off', 'on', 'all'),
    help: 'on: a share of the items is as odd as in real libraries; all: answers too   [off]',
  },
  format: { name: 'format', read: oneOf('json', 'xml'), help: 'answer when Accept names neither   [xml]' },
  'allow-deletes': { name: 'allowDeletes', read: onOff, help: 'the owner may delete media   [off]' },
  speed: { name: 'speed', read: speed, help: 'how many times faster playback runs; above 1 turns --live on   [1]' },
  live: { name: 'live', read: onOff, help: 'sessions come and go, now and then a new title appears   [off]' },
  epoch: { name: 'epoch', read: epoch, help: 'date the untouched library ends at   [today, 00:00 UTC]' },
  'dead-connections': { name: 'deadConnections', read: onOff, help: 'list unreachable addresses too   [on]' },
  relay: { name: 'relay', read: onOff, help: 'list a relay   [off]' },
  'strict-paging': {
    name: 'strictPaging',
    read: onOff,
    help: 'refuse listings without a page size or above 1000   [off]',
  },
};

export function helpText(): string {
  const rows = Object.entries(FLAGS).map(([flag, { help }]) => `  --${flag.padEnd(18)}${help}`);
  return [
    'Plays plex.tv and Plex Media Servers over HTTP. Prints one line of JSON when ready; SIGTERM ends it.',
    '',
    ...rows,
    '  --help',
  ].join('\n');
}

/** `--name value` or `--name=value`; a switch may stand alone. Throws with a line a person can act on. */
export function parseCommandLine(args: readonly string[]): Partial<EmulatorOptions> {
  const options: Record<string, unknown> = {};
  for (let i = 0; i < args.length; i++) {
    const [flag, inline] = splitFlag(args[i]);
    const known = FLAGS[flag];
    if (!known) throw new Error(`unknown option ${args[i]}`);
    const following = args[i + 1];
    const takesNext = inline === undefined && following !== undefined && !following.startsWith('--');
    const text = inline ?? (takesNext ? following : '');
    if (takesNext) i++;
    try {
      options[known.name] = known.read(text);
    } catch (error) {
      throw new Error(`--${flag}: expected ${(error as Error).message}`);
    }
  }
  return options as Partial<EmulatorOptions>;
}

function splitFlag(argument: string): [string, string | undefined] {
  if (!argument.startsWith('--')) return [argument, undefined];
  const at = argument.indexOf('=');
  return at < 0 ? [argument.slice(2), undefined] : [argument.slice(2, at), argument.slice(at + 1)];
}
