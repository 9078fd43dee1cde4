import type { Format } from './http/call';

/** How an emulated world is made. Everything has a default. */
export interface EmulatorOptions {
  /** Port of plex.tv; 0 takes a free one. Media servers get the ports after it, or free ones. */
  port: number;
  host: string;
  seed: number;
  movies: number;
  shows: number;
  artists: number;
  servers: number;
  /** Rows of watch history for each server. */
  plays: number;
  /** on: items carry quirks; all: answers do too, now and then. */
  quirks: 'off' | 'on' | 'all';
  /** What is answered when Accept names neither. */
  format: Format;
  allowDeletes: boolean;
  /** How fast playback of the live activity runs; stamps keep real time. */
  speed: number;
  /** Sessions start and end by themselves, new titles come in. */
  live: boolean;
  /** Youngest moment of the untouched library, epoch seconds; default: the start of today (UTC). */
  epoch: number;
  /** Unreachable addresses beside the good one in the list of connections. */
  deadConnections: boolean;
  relay: boolean;
  /** Listings without a page size, or above 1000, are refused with 400. */
  strictPaging: boolean;
}

export const MAX_TITLES = 1_000_000;

function startOfToday(): number {
  return Math.floor(Date.now() / 86_400_000) * 86_400;
}

export function withDefaults(given: Partial<EmulatorOptions>): EmulatorOptions {
  const speed = given.speed ?? 1;
  return {
    port: 0,
    host: '127.0.0.1',
    seed: 7,
    movies: 500,
    shows: 40,
    artists: 30,
    servers: 1,
    plays: 3000,
    quirks: 'off',
    format: 'xml',
    allowDeletes: false,
    epoch: startOfToday(),
    deadConnections: true,
    relay: false,
    strictPaging: false,
    ...given,
    speed,
    live: given.live ?? speed > 1,
  };
}
