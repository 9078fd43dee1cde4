import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../infra/config';
import type { Matter } from './matter';

const MIB = 2 ** 20;
const FULL_BYTES = 200 * MIB;
const NEARLY_FULL_BYTES = 1024 * MIB;
/** Of a big disk so little is left sooner; of more than this it is still enough. */
const NEARLY_FULL_SHARE = 0.05;
const PLENTY_BYTES = 20 * 1024 * MIB;

export interface DiskRoom {
  freeBytes: number;
  totalBytes: number;
}

/** The disk that holds DATA_DIR of this process. */
@Injectable()
export class DiskSpace {
  constructor(private readonly config: AppConfig) {}

  /** Null where the system does not tell. */
  async room(): Promise<DiskRoom | null> {
    const stats = await statfs(this.config.dataDir).catch(() => null);
    if (!stats || stats.blocks === 0) return null;
    return { freeBytes: stats.bavail * stats.bsize, totalBytes: stats.blocks * stats.bsize };
  }
}

export function diskMatters(room: DiskRoom | null): Matter[] {
  if (!room) return [];
  const { freeBytes, totalBytes } = room;
  const matter = (code: 'disk-full' | 'disk-nearly-full') => [{ code, key: 'data-dir', count: freeBytes }];
  if (freeBytes < FULL_BYTES) return matter('disk-full');
  const scarce = freeBytes < totalBytes * NEARLY_FULL_SHARE && freeBytes < PLENTY_BYTES;
  return scarce || freeBytes < NEARLY_FULL_BYTES ? matter('disk-nearly-full') : [];
}
