import { Injectable } from '@nestjs/common';
import type { AttentionListDto } from './attention.dto';
import { AttentionQuery } from './attention.query';
import { diskMatters, DiskSpace } from './disk-space';
import { toAttention } from './matter';

/** A process that has only just started may be about to schedule. */
const SETTLED_SECONDS = 120;

/** What an administrator should see to. */
@Injectable()
export class Attention {
  constructor(
    private readonly query: AttentionQuery,
    private readonly disk: DiskSpace,
  ) {}

  async list(uptimeSeconds = process.uptime()): Promise<AttentionListDto> {
    const [found, room] = await Promise.all([this.query.find(), this.disk.room()]);
    const matters = found.filter(
      ({ code, since }) => code !== 'scheduler-stopped' || since || uptimeSeconds > SETTLED_SECONDS,
    );
    return { items: toAttention([...matters, ...diskMatters(room)]), nextCursor: null };
  }
}
