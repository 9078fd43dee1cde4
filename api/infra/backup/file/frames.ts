import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BackupError } from '../backup.error';
import { FRAME_HEAD_BYTES, LONGEST_FRAME_BYTES, MAGIC, type Frame, type FrameType } from './format';

export function frame(type: FrameType, payload: Buffer): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.write(type, 'latin1');
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

export const jsonFrame = (type: FrameType, value: object): Buffer => frame(type, Buffer.from(JSON.stringify(value)));

export function* dataFrames(data: Buffer): Generator<Buffer> {
  for (let at = 0; at < data.length; at += LONGEST_FRAME_BYTES) {
    yield frame('D', data.subarray(at, at + LONGEST_FRAME_BYTES));
  }
}

/**
 * The frames of a file, one at a time.
 * @throws BackupError when the file is not there, no backup, cut short or damaged
 */
export async function* readFrames(file: string): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  for await (const chunk of uncompressed(file)) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (!begun) {
      if (rest.length < MAGIC.length) continue;
      if (!rest.subarray(0, MAGIC.length).equals(MAGIC)) throw notOurs();
      rest = rest.subarray(MAGIC.length);
      begun = true;
    }
    for (let found = firstFrame(rest); found; found = firstFrame(rest)) {
      rest = rest.subarray(FRAME_HEAD_BYTES + found.payload.length);
      yield found;
    }
  }
  if (!begun) throw notOurs();
  if (rest.length > 0) throw damaged();
}

function firstFrame(bytes: Buffer): Frame | null {
  if (bytes.length < FRAME_HEAD_BYTES) return null;
  const length = bytes.readUInt32BE(1);
  if (length > LONGEST_FRAME_BYTES) throw damaged();
  if (bytes.length < FRAME_HEAD_BYTES + length) return null;
  const type = bytes.toString('latin1', 0, 1) as FrameType;
  return { type, payload: bytes.subarray(FRAME_HEAD_BYTES, FRAME_HEAD_BYTES + length) };
}

async function* uncompressed(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file, { highWaterMark: 262_144 });
  const gunzip = createGunzip({ chunkSize: 262_144 });
  source.once('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    throw asRefusal(error);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

function asRefusal(error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') {
    return new BackupError('damaged', 'the file is cut short; use another backup', { cause: error });
  }
  if (code === 'Z_DATA_ERROR' || code === 'Z_NEED_DICT') {
    const begins = /incorrect header/.test((error as Error).message);
    return begins ? notOurs(error) : damaged(error);
  }
  if (['ENOENT', 'EISDIR', 'EACCES', 'ENOTDIR'].includes(code)) {
    return new BackupError('no-file', 'the file is not there or cannot be read', { cause: error });
  }
  return error;
}

export function damaged(cause?: unknown): BackupError {
  return new BackupError('damaged', 'the file is damaged or was changed; use another backup', { cause });
}

function notOurs(cause?: unknown): BackupError {
  return new BackupError('damaged', 'the file is no backup of SmartPlex', { cause });
}
