/**
 * Collects text as bytes. A page of a thousand rows kept as one growing string would hold hundreds of
 * thousands of string fragments until the end, and the garbage collector would take half the time.
 */
let scratch = Buffer.allocUnsafeSlow(512 * 1024);

export class ByteSink {
  private length = 0;
  /** Replies are written in one go, without waiting, so that one piece of memory serves them all in turn. */
  private own: Buffer = scratch;

  add(text: string): void {
    // Three bytes for each UTF-16 unit is the most UTF-8 can need.
    const needed = this.length + text.length * 3;
    if (needed > this.own.length) this.grow(needed);
    this.length += this.own.write(text, this.length, 'utf8');
  }

  private grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.own.length * 2));
    this.own.copy(larger, 0, 0, this.length);
    this.own = larger;
    scratch = larger;
  }

  /** A copy: the memory itself is used again by the next reply. */
  bytes(): Buffer {
    return Buffer.from(this.own.subarray(0, this.length));
  }
}
