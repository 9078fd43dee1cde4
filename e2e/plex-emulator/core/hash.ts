/** Everything the emulator invents is a pure function of 32-bit hashes, so that item i costs no memory. */

/** Finaliser of MurmurHash3: a bijection on 32 bits, so different inputs never collide. */
export function mix(value: number): number {
  let h = value | 0;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}

/** The `salt`-th independent 32-bit number that belongs to `base`. */
export function draw(base: number, salt: number): number {
  return mix(base + Math.imul(salt, 0x9e3779b1));
}

export function below(base: number, salt: number, limit: number): number {
  return draw(base, salt) % limit;
}

export function between(base: number, salt: number, low: number, high: number): number {
  return low + (draw(base, salt) % (high - low + 1));
}

export function chance(base: number, salt: number, percent: number): boolean {
  return draw(base, salt) % 1000 < percent * 10;
}

/** 0 ≤ x < 1 */
export function unit(base: number, salt: number): number {
  return draw(base, salt) / 4294967296;
}

export function pick<T>(base: number, salt: number, list: readonly T[]): T {
  return list[draw(base, salt) % list.length];
}

export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hex(base: number, salt: number): string {
  const h = draw(base, salt);
  return BYTES[h >>> 24] + BYTES[(h >>> 16) & 255] + BYTES[(h >>> 8) & 255] + BYTES[h & 255];
}

const TOKEN_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789-_';

/** 20 characters, the look of a Plex token. */
export function tokenText(base: number, length = 20): string {
  let out = '';
  // A token must not start with a dash: shells and some clients take it for an option.
  for (let i = 0; i < length; i++) out += TOKEN_ALPHABET[draw(base, 900 + i) % (i === 0 ? 49 : TOKEN_ALPHABET.length)];
  return out;
}

export function uuidText(base: number): string {
  const h = hex(base, 1) + hex(base, 2) + hex(base, 3) + hex(base, 4);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`;
}
