const INITIAL_BYTES = 1024;

/**
 * Which items a sweep has seen: one bit per id of `media_items`, so a million items take 125 kB. Stored
 * in `sync_run_sections.seen_item_ids` while a run goes on.
 */
export class SeenItems {
  private bits = new Uint8Array(INITIAL_BYTES);
  private count = 0;
  private end = 0;

  /** @param buffer what `toBuffer` made; it is copied */
  static from(buffer: Uint8Array): SeenItems {
    const seen = new SeenItems();
    seen.bits = new Uint8Array(Math.max(buffer.length, INITIAL_BYTES));
    seen.bits.set(buffer);
    seen.end = buffer.length;
    for (const byte of buffer) seen.count += bitsOf(byte);
    return seen;
  }

  /** Number of distinct items. */
  get size(): number {
    return this.count;
  }

  /** @param id bigint as text */
  add(id: string): void {
    const { byte, mask } = place(id);
    if (byte >= this.bits.length) this.grow(byte);
    if ((this.bits[byte] & mask) !== 0) return;
    this.bits[byte] |= mask;
    this.count++;
    this.end = Math.max(this.end, byte + 1);
  }

  has(id: string): boolean {
    const { byte, mask } = place(id);
    return byte < this.bits.length && (this.bits[byte] & mask) !== 0;
  }

  /** Bit n of byte m stands for id 8m + n, counted from the least significant: as PostgreSQL's `get_bit` does. */
  toBuffer(): Buffer {
    return Buffer.from(this.bits.slice(0, this.end));
  }

  private grow(byte: number): void {
    const larger = new Uint8Array(Math.max(byte + 1, this.bits.length * 2));
    larger.set(this.bits);
    this.bits = larger;
  }
}

function place(id: string): { byte: number; mask: number } {
  const number = Number(id);
  return { byte: Math.floor(number / 8), mask: 1 << (number % 8) };
}

function bitsOf(byte: number): number {
  let count = 0;
  for (let rest = byte; rest > 0; rest &= rest - 1) count++;
  return count;
}
