import type { Said } from '../said/said';
import type { NamedFigure } from './for-model';

/** A figure with what is said of it, or with a name for a label. */
export function figureOf(
  key: string,
  label: Said | string,
  value: number,
  unit: NamedFigure['unit'],
  names?: NamedFigure['names'],
): NamedFigure {
  const words = typeof label === 'string' ? { label, said: [] } : { label: label.text, said: [label] };
  return { key, ...words, value, unit, ...(names === undefined ? {} : { names }) };
}
