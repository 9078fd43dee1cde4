/**
 * The time of the emulated world. Only an offset: stamps must stay near real time, otherwise every
 * play of an accelerated demo would lie in the client's future. `speed` drives playback, not stamps.
 */
export class Clock {
  offsetMs = 0;
  speed: number;

  constructor(speed = 1) {
    this.speed = speed;
  }

  nowMs(): number {
    return Date.now() + this.offsetMs;
  }

  nowSeconds(): number {
    return Math.floor(this.nowMs() / 1000);
  }
}

export const DAY_SECONDS = 86_400;

/** `YYYY-MM-DD` in UTC, the form of originallyAvailableAt. */
export function dateText(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().slice(0, 10);
}
