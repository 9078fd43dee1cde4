/** Ticks in whole numbers from 0 to at least `max`, 1, 2 or 5 times a power of ten apart, about `wanted` steps. */
export function countTicks(max: number, wanted = 4): number[] {
  const rough = Math.max(max, 1) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * ([1, 2, 5].find((factor) => power * factor >= rough) ?? 10));
  const steps = Math.max(1, Math.ceil(Math.max(max, 1) / step));
  return Array.from({ length: steps + 1 }, (_, i) => i * step);
}

export interface Band {
  /** Where the band begins; bands meet, so that every point of the chart belongs to one. */
  start: number;
  size: number;
  /** What is drawn in it, with air on both sides. */
  barStart: number;
  barSize: number;
}

/** Divides a length into equal bands. Their bars are at least a pixel and at most `widest` wide. */
export function bands(count: number, length: number, widest = 48): Band[] {
  const size = count === 0 ? 0 : length / count;
  const air = Math.min(size * 0.28, 10);
  const barSize = Math.min(widest, Math.max(1, size - air));
  return Array.from({ length: count }, (_, i) => ({
    start: i * size,
    size,
    barStart: i * size + (size - barSize) / 2,
    barSize,
  }));
}

/** Which of `count` marks get a label, so that none touches another; the last one always does. */
export function labelled(count: number, length: number, labelLength: number): Set<number> {
  const room = Math.max(1, Math.floor(length / labelLength));
  const every = Math.max(1, Math.ceil(count / room));
  const marks = new Set<number>();
  for (let i = count - 1; i >= 0; i -= every) marks.add(i);
  return marks;
}

/** 0 for nothing, otherwise 1 to `steps`: how deep a value is coloured beside the largest. */
export function heatLevel(value: number, max: number, steps: number): number {
  return value <= 0 || max <= 0 ? 0 : Math.min(steps, Math.ceil((value / max) * steps));
}

export interface HeatRange {
  level: number;
  from: number;
  to: number;
}

/** Which whole numbers each depth stands for; depths that no number reaches are left out. */
export function heatRanges(max: number, steps: number): HeatRange[] {
  const ranges: HeatRange[] = [];
  for (let level = 1; level <= steps; level += 1) {
    const from = Math.floor((max * (level - 1)) / steps) + 1;
    const to = Math.floor((max * level) / steps);
    if (from <= to) ranges.push({ level, from, to });
  }
  return ranges;
}
