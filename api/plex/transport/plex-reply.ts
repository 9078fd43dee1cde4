import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Hex digits of 128 bits: enough to tell replies apart, and as long as a uuid. */
const DIGEST_LENGTH = 32;

/** A complete 2xx reply. Its body stays in the pieces in which it came until somebody reads it. */
export class PlexReply {
  private joined: Buffer | null = null;

  constructor(
    readonly status: number,
    readonly headers: IncomingHttpHeaders,
    /** Lower case, with its parameters; empty where there is none. */
    readonly contentType: string,
    private readonly chunks: readonly Buffer[],
  ) {}

  get body(): Buffer {
    return (this.joined ??= this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks));
  }

  /** Tells whether two replies are the same to the byte: the start of the body's SHA-256, in hex. */
  digest(): string {
    const hash = createHash('sha256');
    for (const chunk of this.chunks) hash.update(chunk);
    return hash.digest('hex').slice(0, DIGEST_LENGTH);
  }
}
