import { createHash, timingSafeEqual, type Hash } from 'node:crypto';
import type { z } from 'zod';
import type { EncryptionKey } from '../../crypto';
import { BackupError } from '../backup.error';
import {
  FORMAT,
  MAGIC,
  headerSchema,
  sealWith,
  tableEndSchema,
  tableSchema,
  trailerSchema,
  type BackupHeader,
  type BackupTable,
  type BackupTableEnd,
  type Frame,
} from './format';
import { damaged, frame, readFrames } from './frames';

/** What is done with what a file holds, in its order. */
export interface BackupSink {
  header?(header: BackupHeader): Promise<void>;
  table?(table: BackupTable): Promise<void>;
  data?(data: Buffer): Promise<void>;
  tableEnd?(end: BackupTableEnd): Promise<void>;
}

export interface ReadOptions {
  keys: readonly EncryptionKey[];
  /** Reads the file although none of the keys seals it: its secrets stay closed, and nobody vouches for it. */
  withoutKey?: boolean;
}

/**
 * Reads a backup from its first byte to its last, and checks all of it.
 * @throws BackupError at the first thing that is not as it was written; what the sink was given by then is void
 */
export async function readBackup(file: string, options: ReadOptions, sink: BackupSink = {}): Promise<BackupHeader> {
  const reading = new Reading(options, sink);
  for await (const found of readFrames(file)) await reading.take(found);
  return reading.end();
}

class Reading {
  private header?: BackupHeader;
  private seal?: ReturnType<typeof sealWith>;
  private table: { hash: Hash; bytes: number } | null = null;
  private tables = 0;
  private closed = false;

  constructor(
    private readonly options: ReadOptions,
    private readonly sink: BackupSink,
  ) {}

  async take(found: Frame): Promise<void> {
    if (this.closed || (found.type === 'H') !== (this.header === undefined)) throw damaged();
    if (found.type === 'H') await this.begin(parse(headerSchema, found.payload));
    if (found.type === 'Z') return this.close(found.payload);
    this.seal?.update(frame(found.type, found.payload));
    if (found.type !== 'H') await this.takeOfTable(found);
  }

  end(): BackupHeader {
    if (!this.header || !this.closed) throw new BackupError('damaged', 'the file is cut short; use another backup');
    return this.header;
  }

  private async begin(header: BackupHeader): Promise<void> {
    if (header.format > FORMAT) {
      throw new BackupError(
        'newer-version',
        `SmartPlex ${header.version} made the file; use that version or a newer one`,
      );
    }
    const key = this.options.keys.find(({ id }) => id === header.keyId);
    if (!key && !this.options.withoutKey) throw wrongKey(this.options.keys.length > 0);
    this.seal = key && sealWith(key).update(MAGIC);
    this.header = header;
    await this.sink.header?.(header);
  }

  private async takeOfTable({ type, payload }: Frame): Promise<void> {
    if ((type === 'T') === (this.table !== null)) throw damaged();
    if (type === 'T') {
      this.table = { hash: createHash('sha256'), bytes: 0 };
      await this.sink.table?.(parse(tableSchema, payload));
    } else if (type === 'D') {
      this.table!.hash.update(payload);
      this.table!.bytes += payload.length;
      await this.sink.data?.(payload);
    } else if (type === 'E') await this.endTable(parse(tableEndSchema, payload));
    else throw damaged();
  }

  private async endTable(end: BackupTableEnd): Promise<void> {
    const { hash, bytes } = this.table!;
    if (bytes !== end.bytes || hash.digest('hex') !== end.sha256) throw damaged();
    this.table = null;
    this.tables++;
    await this.sink.tableEnd?.(end);
  }

  private close(payload: Buffer): void {
    const { tables, hmac } = parse(trailerSchema, payload);
    const isWhole = this.table === null && tables === this.tables;
    if (!isWhole || (this.seal && !isSame(this.seal.digest(), Buffer.from(hmac, 'hex')))) throw damaged();
    this.closed = true;
  }
}

function isSame(ours: Buffer, theirs: Buffer): boolean {
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

function parse<Schema extends z.ZodType>(schema: Schema, payload: Buffer): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(payload.toString('utf8')));
  } catch (error) {
    throw damaged(error);
  }
}

function wrongKey(isOneGiven: boolean): BackupError {
  const line = isOneGiven
    ? 'ENCRYPTION_KEY is not the key of this file; give the one that was in use when it was made'
    : 'no key is here; put the encryption.key of this file into DATA_DIR, or its key into ENCRYPTION_KEY';
  return new BackupError('wrong-key', line);
}
