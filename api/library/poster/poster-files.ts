import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { giveToOwner, makeFolder } from '../../infra/data-dir';

const CHECKSUM_BYTES = 16;
/** A file counts as used when it is read, noted at most once in this time. */
const TOUCH_AFTER_MS = 60 * 60_000;
/** Evicting stops here, so that it does not start again at once. */
const KEEP_SHARE = 0.9;

interface StoredFile {
  path: string;
  bytes: number;
  usedAt: number;
}

/**
 * Posters on disk: each file is an md5 of its content and the content, so that a torn or damaged one is
 * no poster. The least recently used ones go when there are more than `maxBytes`.
 */
export class PosterFiles {
  private bytes: number | null = null;
  private evicting: Promise<void> | null = null;

  constructor(
    private readonly folder: string,
    private readonly maxBytes: number,
    /** A folder below it belongs to its owner, with all that is in it. */
    private readonly dataDir = folder,
  ) {}

  /** Null when it is not there, damaged or unreadable. */
  async read(key: string): Promise<Buffer | null> {
    const path = this.pathOf(key);
    try {
      const stored = await readFile(path);
      const content = stored.subarray(CHECKSUM_BYTES);
      if (content.length === 0 || !checksum(content).equals(stored.subarray(0, CHECKSUM_BYTES))) {
        await rm(path, { force: true });
        return null;
      }
      await this.touch(path);
      return content;
    } catch {
      return null;
    }
  }

  /** Readers see the whole file or none. @throws whatever the file system does */
  async write(key: string, content: Buffer): Promise<void> {
    const path = this.pathOf(key);
    const draft = `${path}.${randomUUID()}.tmp`;
    makeFolder(this.dataDir, dirname(path));
    try {
      const file = await open(draft, 'wx');
      try {
        await file.writev([checksum(content), content]);
      } finally {
        await file.close();
      }
      giveToOwner(this.dataDir, draft);
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
    this.grown(content.length + CHECKSUM_BYTES);
  }

  /** Resolves when no eviction is under way. */
  async settled(): Promise<void> {
    await this.evicting;
  }

  private grown(bytes: number): void {
    if (this.bytes !== null) this.bytes += bytes;
    const full = this.bytes === null || this.bytes > this.maxBytes;
    if (!full || this.evicting) return;
    this.evicting = this.evict()
      .catch(() => undefined)
      .finally(() => (this.evicting = null));
  }

  /** Also how the size is known after a start. */
  private async evict(): Promise<void> {
    const files = (await this.list()).sort((a, b) => a.usedAt - b.usedAt);
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    if (bytes > this.maxBytes) {
      for (const file of files) {
        if (bytes <= this.maxBytes * KEEP_SHARE) break;
        await rm(file.path, { force: true });
        bytes -= file.bytes;
      }
    }
    this.bytes = bytes;
  }

  private async list(): Promise<StoredFile[]> {
    const files: StoredFile[] = [];
    for (const entry of await readdir(this.folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const found = await stat(path).catch(() => null);
      if (found) files.push({ path, bytes: found.size, usedAt: found.mtimeMs });
    }
    return files;
  }

  private async touch(path: string): Promise<void> {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs < TOUCH_AFTER_MS) return;
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
  }

  private pathOf(key: string): string {
    return join(this.folder, key.slice(0, 2), `${key}.poster`);
  }
}

function checksum(content: Buffer): Buffer {
  return createHash('md5').update(content).digest();
}
