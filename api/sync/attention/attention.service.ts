import { Injectable } from '@nestjs/common';
import type { AttentionListDto } from './attention.dto';
import { AttentionQuery } from './attention.query';
import { diskMatters, DiskSpace } from './disk-space';
import { toAttention } from './matter';

/** What has only just started may be about to schedule. */
const SETTLED_MS = 120_000;

/** What an administrator should see to. */
@Injectable()
export class Attention {
  private readonly startedAt = performance.now();

  constructor(
    private readonly query: AttentionQuery,
    private readonly disk: DiskSpace,
  ) {}

  async list(uptimeMs = performance.now() - this.startedAt): Promise<AttentionListDto> {
    const [found, room] = await Promise.all([this.query.find(), this.disk.room()]);
    const matters = found.filter(({ code, since }) => code !== 'scheduler-stopped' || since || uptimeMs > SETTLED_MS);
    return { items: toAttention([...matters, ...diskMatters(room)]), nextCursor: null };
  }
}
