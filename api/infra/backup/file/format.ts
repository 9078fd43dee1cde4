import { createHmac, hkdfSync, type Hmac } from 'node:crypto';
import { z } from 'zod';
import type { EncryptionKey } from '../../crypto';

/**
 * A backup is one gzip stream of frames: a letter, the length of what follows (32 bits, big-endian), and that many
 * bytes. One `H` (header), then for each table `T`, any number of `D` (COPY's text format) and `E`, at last one `Z`,
 * which holds the HMAC-SHA256 of every byte before it.
 */
export const MAGIC = Buffer.from('SmartPlex backup\n');
export const FORMAT = 1;
export const FRAME_HEAD_BYTES = 5;
/** Longer data is written as several frames; a longer frame was not written by us. */
export const LONGEST_FRAME_BYTES = 1_048_576;

export type FrameType = 'H' | 'T' | 'D' | 'E' | 'Z';

export interface Frame {
  type: FrameType;
  payload: Buffer;
}

const name = z.string().min(1).max(200);
const keyId = z.string().regex(/^[0-9a-f]{8}$/);

export const headerSchema = z.object({
  format: z.number().int(),
  /** Of SmartPlex. */
  version: z.string().max(50),
  madeAt: z.iso.datetime(),
  /** What the schema was made by, the oldest first. */
  migrations: z.array(name).min(1).max(10_000),
  /** Tells which key opens the secrets, and says nothing about it. */
  keyId,
  /** Of keys that seal secrets in it and were not at hand when it was made. Files of older versions do not say. */
  lostKeys: z.array(keyId).max(10_000).default([]),
});

export type BackupHeader = z.infer<typeof headerSchema>;

const count = z.number().int().min(0);

export const tableSchema = z.object({ name, columns: z.array(name).min(1).max(2_000) });

export type BackupTable = z.infer<typeof tableSchema>;

export const tableEndSchema = z.object({
  rows: count,
  bytes: count,
  sha256: z.string().length(64),
  /** Where the numbers that the database gives out go on, by column. */
  sequences: z.record(name, z.object({ lastValue: z.string().regex(/^\d{1,19}$/), called: z.boolean() })),
});

export type BackupTableEnd = z.infer<typeof tableEndSchema>;

export const trailerSchema = z.object({ tables: count, hmac: z.string().length(64) });

/** The seal of a whole file: whoever does not have the key can neither make nor change one. */
export function sealWith(key: EncryptionKey): Hmac {
  return createHmac('sha256', Buffer.from(hkdfSync('sha256', key.bytes, '', 'smartplex backup', 32)));
}
