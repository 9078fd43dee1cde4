import type { PlexVersion } from '../../plex';

/** Bytes of every version but optimised copies; null where no part has a size. A file named twice counts once. */
export function sumSizes(versions: readonly PlexVersion[]): number | null {
  const parts = versions.filter(({ optimized }) => !optimized).flatMap((version) => version.parts);
  if (parts.length <= 1) return parts[0]?.sizeBytes ?? null;
  const counted = new Set<string>();
  let sum: number | null = null;
  for (const { file, sizeBytes } of parts) {
    if (sizeBytes === null || (file !== null && counted.has(file))) continue;
    if (file !== null) counted.add(file);
    sum = (sum ?? 0) + sizeBytes;
  }
  return sum;
}

/** The best resolution among the versions that are no optimised copies, as Plex spells it. */
export function bestResolution(versions: readonly PlexVersion[]): string | null {
  let best: string | null = null;
  for (const { resolution, optimized } of versions) {
    if (optimized || resolution === null) continue;
    if (best === null || resolutionRank(resolution) > resolutionRank(best)) best = resolution;
  }
  return best;
}

/** Lines of the picture; "sd" and words that are not known count as the least. */
export function resolutionRank(resolution: string): number {
  const [, digits, unit] = /^(\d{1,5})(k?)/.exec(resolution) ?? [];
  if (digits === undefined) return 0;
  return unit === 'k' ? Number(digits) * 540 : Number(digits);
}
