import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { EncryptionKey } from '../../crypto';
import { giveToOwner } from '../../data-dir';
import type { TableCopy } from '../snapshot.query';
import { draftOf, forgetDrafts } from './drafts';
import { MAGIC, sealWith, type BackupHeader } from './format';
import { dataFrames, jsonFrame } from './frames';
import { readBackup } from './read-backup';
import { asRefusal } from './refusal';

export interface BackupContent {
  header: BackupHeader;
  tables: AsyncIterable<TableCopy>;
}

export interface BackupTarget {
  file: string;
  /** Of the process; a file in it belongs to its owner. */
  dataDir?: string;
}

/**
 * Writes the file beside its place, reads all of it again, and only then gives it its name.
 * @returns its size in bytes
 * @throws BackupError `disk-full` where it did not fit; what stood under that name stays
 */
export async function writeBackup(
  { file, dataDir }: BackupTarget,
  key: EncryptionKey,
  content: BackupContent,
): Promise<number> {
  const draft = draftOf(file);
  try {
    await forgetDrafts(dirname(file), new Date(), file);
    await pipeline(
      Readable.from(frames(key, content), { objectMode: true, highWaterMark: 1 }),
      createGzip({ level: 4, chunkSize: 65_536 }),
      createWriteStream(draft, { mode: 0o600, flags: 'w', flush: true }),
    );
    await readBackup(draft, { keys: [key] });
    const { size } = await stat(draft);
    if (dataDir) giveToOwner(dataDir, draft);
    await rename(draft, file);
    await remember(dirname(file));
    return size;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw asRefusal(error);
  }
}

async function* frames(key: EncryptionKey, { header, tables }: BackupContent): AsyncGenerator<Buffer> {
  const seal = sealWith(key);
  const sealed = (bytes: Buffer): Buffer => {
    seal.update(bytes);
    return bytes;
  };
  let count = 0;
  yield sealed(MAGIC);
  yield sealed(jsonFrame('H', header));
  for await (const { name, columns, data, end } of tables) {
    yield sealed(jsonFrame('T', { name, columns }));
    for await (const chunk of data) for (const piece of dataFrames(chunk)) yield sealed(piece);
    yield sealed(jsonFrame('E', end()));
    count++;
  }
  yield jsonFrame('Z', { tables: count, hmac: seal.digest('hex') });
}

/** A name is on the disk when its folder is. */
async function remember(folder: string): Promise<void> {
  // Not every system opens folders.
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
