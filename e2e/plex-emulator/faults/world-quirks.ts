import type { FaultRequest } from './fault';

/** The quirks of the table that are not a matter of one item: how to meet them here. */
export interface WorldQuirk {
  name: string;
  row: string;
  /** `fault`: switched on as this fault. `always`: the emulator is like that. `control`: by this call. */
  fault?: FaultRequest;
  always?: string;
  control?: string;
}

const WRONG_BODY = 'XML or HTML although JSON was asked; empty 200';
const BROKEN = 'truncated / invalid JSON, control characters or NUL in strings, lone surrogates';
const SLOW = 'slow first answer (DB busy, disks asleep), 503 at start-up';
const LISTINGS = '/library/sections/*/all';

export const WORLD_QUIRKS: readonly WorldQuirk[] = [
  { name: 'xml-instead-of-json', row: WRONG_BODY, fault: { kind: 'xml', path: LISTINGS, every: 41 } },
  { name: 'html-instead-of-json', row: WRONG_BODY, fault: { kind: 'html', path: LISTINGS, every: 53 } },
  { name: 'empty-answer', row: WRONG_BODY, fault: { kind: 'empty', path: LISTINGS, every: 67 } },
  { name: 'unauthorized-html', row: '401 as HTML', fault: { kind: 'status', status: 401, path: LISTINGS, every: 211 } },
  { name: 'truncated-json', row: BROKEN, fault: { kind: 'truncated', path: LISTINGS, every: 73 } },
  { name: 'invalid-json', row: BROKEN, fault: { kind: 'invalid-json', path: LISTINGS, every: 83 } },
  {
    name: 'rate-limited',
    row: '429',
    fault: { kind: 'status', status: 429, retryAfter: 1, scope: 'plex.tv', path: '/api/*', every: 47 },
  },
  { name: 'slow-first-answer', row: SLOW, fault: { kind: 'slow', delayMs: 4000, path: '/library/*', count: 1 } },
  { name: 'maintenance', row: SLOW, fault: { kind: 'status', status: 503, path: '/library/*', skip: 1, count: 2 } },
  {
    name: 'specials',
    row: 'season 0 "Specials", no index, date-based episodes',
    always: 'about a third of the shows have a season 0',
  },
  {
    name: 'owner-is-account-1',
    row: 'owner is account 1 in PMS, plex.tv id elsewhere',
    always: 'in history, sessions and /accounts',
  },
  { name: 'managed-user', row: 'managed user: no name/e-mail', always: 'the account "Kid"' },
  { name: 'section-gone', row: 'section gone', control: 'POST sections/remove {"section":"2"}' },
];

/** The faults of a world in which everything may go wrong now and then, always bearably. */
export const worldQuirkFaults = (): FaultRequest[] =>
  WORLD_QUIRKS.map(({ fault }) => fault).filter((fault) => fault !== undefined);

export function worldQuirkFault(name: string): FaultRequest {
  const fault = WORLD_QUIRKS.find((quirk) => quirk.name === name)?.fault;
  if (!fault) throw new Error(`no quirk ${name} that can be switched on for the whole world`);
  return fault;
}
