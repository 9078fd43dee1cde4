import type { ReasonDto } from '../recommender/recommendation.dto';
import { CAVEATS } from './caveats';
import { LABELS } from './labels';
import { PICK_REASONS, REASONS } from './reasons';
import type { SaidValues } from './saying';
import { SUMMARIES } from './summaries';

const SAYINGS = { ...SUMMARIES, ...CAVEATS, ...LABELS, ...REASONS };
type Sayings = typeof SAYINGS;
type ValuesOf<C extends keyof Sayings> = Sayings[C]['example'];
type Given<C extends keyof Sayings> = keyof ValuesOf<C> extends never ? [] : [ValuesOf<C>];

export type SaidCode = keyof Sayings | keyof typeof PICK_REASONS;

/** Words of the server by a code, so that others can be had for them: `text` is their English. */
export interface Said {
  code: SaidCode;
  text: string;
  values: SaidValues;
}

/** Everything that is said by a code, with values that it can have. */
export const SAID_EXAMPLES: Record<SaidCode, SaidValues> = {
  ...(Object.fromEntries(Object.entries(SAYINGS).map(([code, { example }]) => [code, example])) as Record<
    keyof Sayings,
    SaidValues
  >),
  ...PICK_REASONS,
};
export const SAID_CODES = Object.keys(SAID_EXAMPLES) as SaidCode[];

export function say<C extends keyof Sayings>(code: C, ...[values]: Given<C>): Said {
  const { text } = SAYINGS[code] as { text(values: object): string };
  return { code, text: text(values ?? {}), values: known(values ?? {}) };
}

/** The reason of a pick. */
export function sayPick({ kind, text, subject, title, titleType, asked, count, value }: ReasonDto): Said {
  return { code: `pick-${kind}`, text, values: known({ subject, title, titleType, asked, count, value }) };
}

/** Sentences one after the other; empty where there is none. */
export function textOf(said: readonly Said[]): string {
  return said.map(({ text }) => text).join(' ');
}

/** What is not known is no value. */
function known(values: object): SaidValues {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | number | boolean] => entry[1] != null),
  );
}
