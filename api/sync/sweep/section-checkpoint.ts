import { z } from 'zod';
import { PLEX_ITEM_TYPES, type PlexItemType } from '../../plex';

const count = z.int().min(0);

const passSchema = z.object({
  type: z.enum(PLEX_ITEM_TYPES),
  /** 1 on the first pass. */
  number: count,
  /** Every row before this one is read and written. */
  offset: count,
  /** Rows before `offset` that no item could be made of. */
  unusable: count,
  /** `totalSize` when the pass began; null until the first page. */
  startTotal: count.nullable(),
  /** Distinct items that the section had seen before this type. */
  seenBefore: count,
});

/** Where the sync of a section stands. With the bitmap of seen items it is all that a run needs to go on. */
const checkpointSchema = z.object({
  /**
   * `sweep`: rows are read, all of them or those that changed. `keys`: the keys of `keyTypes` are listed.
   * `removals`: listings were read to their end; what was not seen may be gone.
   */
  phase: z.enum(['sweep', 'keys', 'removals', 'done']),
  /** Read to their end in this phase. */
  sweptTypes: z.array(z.enum(PLEX_ITEM_TYPES)),
  pass: passSchema.nullable(),
  /** `totalSize` of each type, as far as Plex was asked. */
  totals: z.partialRecord(z.enum(PLEX_ITEM_TYPES), count),
  /** Unusable rows of the types that are swept. */
  unusable: count,
  /** Rows that could not be read, even one at a time. */
  unreadable: count.default(0),
  /** From where on (ISO) the next incremental run asks for each type; found out when the run began. */
  since: z.partialRecord(z.enum(PLEX_ITEM_TYPES), z.iso.datetime()).default({}),
  /** A person let the run remove what it held. */
  approved: z.boolean().default(false),
  /** Types whose keys are listed: all of them in a sweep, those with an odd count in an incremental run. */
  keyTypes: z.array(z.enum(PLEX_ITEM_TYPES)).default([]),
  /** Distinct rows of each type that was read to its end in the phase `sweep`. */
  seen: z.partialRecord(z.enum(PLEX_ITEM_TYPES), count).default({}),
  /** What that came to for the types whose keys are not listed, once others' are. */
  before: z.object({ seen: count, total: count }).default({ seen: 0, total: 0 }),
});

export type SectionCheckpoint = z.infer<typeof checkpointSchema>;
export type PassCheckpoint = z.infer<typeof passSchema>;

export function newCheckpoint(): SectionCheckpoint {
  return {
    phase: 'sweep',
    sweptTypes: [],
    pass: null,
    totals: {},
    unusable: 0,
    unreadable: 0,
    since: {},
    approved: false,
    keyTypes: [],
    seen: {},
    before: { seen: 0, total: 0 },
  };
}

/** A checkpoint of another version of the program counts as none: the section is begun again. */
export function readCheckpoint(stored: unknown): SectionCheckpoint | null {
  const read = checkpointSchema.safeParse(stored);
  return read.success ? read.data : null;
}

const TYPES_BY_SECTION: Record<string, readonly PlexItemType[]> = {
  movie: ['movie'],
  show: ['show', 'season', 'episode'],
  artist: ['artist', 'album', 'track'],
};

/** Types of rows in a section, parents before their children; none for sections that are not mirrored (photos). */
export function typesOf(sectionType: string): readonly PlexItemType[] {
  return TYPES_BY_SECTION[sectionType] ?? [];
}
