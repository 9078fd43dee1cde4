import { createHash } from 'node:crypto';

/** From 0 to `spreadMs`, always the same for a server and a purpose: servers take turns, and each keeps its place. */
export function serverOffsetMs(serverId: string, purpose: string, spreadMs: number): number {
  const hash = createHash('sha256').update(`${purpose}:${serverId}`).digest();
  return Math.floor((hash.readUInt32BE(0) / 2 ** 32) * spreadMs);
}
