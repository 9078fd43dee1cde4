import fc from 'fast-check';
import type { SyncMode } from '../run/sync-run.types';

/** What an arbitrary draws. */
export type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;

export type ItemType = 'movie' | 'show' | 'season' | 'episode' | 'artist' | 'album' | 'track';

/** Something that happens to a library, to the n-th of its rows of a type. */
export interface Change {
  kind: 'add' | 'add-episode' | 'change' | 'resize' | 'change-file' | 'delete' | 'readd';
  type: ItemType;
  at: number;
}

/** A fault as the control API of the emulator takes it. */
export interface DrawnFault {
  kind: string;
  status?: number;
  rows?: number;
  skip: number;
  count: number;
}

export interface Round {
  mode: SyncMode;
  changes: Change[];
  fault: DrawnFault | null;
  /** Rows that the server sends at most on a page. */
  rows: number;
  /** What happens in the middle of the run, after so many pages. */
  meanwhile: { page: number; changes: Change[] } | null;
  /** Told by push before the run, while the fault lasts. */
  isTold: boolean;
}

const changeArb: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom<Change['kind'][]>(
    'add',
    'add-episode',
    'change',
    'change',
    'resize',
    'change-file',
    'delete',
    'delete',
    'readd',
  ),
  type: fc.constantFrom<ItemType[]>('movie', 'movie', 'episode', 'episode', 'show', 'season', 'artist', 'track'),
  at: fc.nat({ max: 10_000 }),
});

export const changesArb = (maxLength = 4) => fc.array(changeArb, { minLength: 1, maxLength });

/** Changes of single leaves: never an unusual share of a section. */
export const smallChangesArb = fc.array(
  fc.record({
    kind: fc.constantFrom<Change['kind'][]>('add', 'add-episode', 'change', 'resize', 'change-file', 'delete'),
    type: fc.constantFrom<ItemType[]>('movie', 'episode', 'track'),
    at: fc.nat({ max: 10_000 }),
  }),
  { minLength: 2, maxLength: 5 },
);

/** What shows by its date alone, and changes no count. Each is ten minutes later than the one before. */
export const editsArb = fc.array(
  fc.record({
    kind: fc.constantFrom<Change['kind'][]>('change', 'resize', 'change-file'),
    type: fc.constantFrom<ItemType[]>('movie', 'episode'),
    at: fc.nat({ max: 10_000 }),
  }),
  { minLength: 3, maxLength: 6 },
);

/** Every request is tried twice: a fault that comes once is one that passes. */
const times = { skip: fc.nat({ max: 14 }), count: fc.constantFrom(1, 3, 1000, 1000) };

const plainFault = (...kinds: string[]): fc.Arbitrary<DrawnFault> =>
  fc.record({ kind: fc.constantFrom(...kinds), ...times });
const statusFault = (...statuses: number[]): fc.Arbitrary<DrawnFault> =>
  fc.record({ kind: fc.constant('status'), status: fc.constantFrom(...statuses), ...times });

/** Listings that break, lie or stop short. */
export const listingFaultArb: fc.Arbitrary<DrawnFault> = fc.oneof(
  { weight: 3, arbitrary: plainFault('empty-page', 'moving-total') },
  { weight: 3, arbitrary: plainFault('html', 'empty', 'truncated', 'drop', 'reset') },
  { weight: 1, arbitrary: statusFault(400, 404, 500, 503) },
);

/** Anything but a 404, which is the server's own word. */
export const itemFaultArb: fc.Arbitrary<DrawnFault> = fc
  .oneof(plainFault('html', 'xml', 'empty', 'truncated', 'drop', 'reset'), statusFault(400, 410, 500, 503))
  .map((fault) => ({ ...fault, skip: fault.skip % 3 }));

export const historyFaultArb: fc.Arbitrary<DrawnFault> = fc.record({
  kind: fc.constantFrom('html', 'empty-page', 'reset'),
  skip: fc.nat({ max: 2 }),
  count: fc.constantFrom(1, 1000),
});

export const modeArb = fc.constantFrom<SyncMode[]>('full', 'incremental', 'sweep');

export const rowsArb = fc.integer({ min: 3, max: 40 });

export const roundArb = (
  fault: fc.Arbitrary<DrawnFault>,
  mode: fc.Arbitrary<SyncMode> = modeArb,
): fc.Arbitrary<Round> =>
  fc.record({
    mode,
    changes: changesArb(),
    fault: fc.option(fault, { freq: 4 }),
    rows: rowsArb,
    meanwhile: fc.option(fc.record({ page: fc.integer({ min: 1, max: 9 }), changes: changesArb(3) }), { freq: 1 }),
    isTold: fc.boolean(),
  });
