import { Injectable } from '@nestjs/common';
import type { AttentionListDto } from './attention.dto';

/** What an administrator should see to. */
@Injectable()
export class Attention {
  list(): Promise<AttentionListDto> {
    return Promise.resolve({ items: [], nextCursor: null });
  }
}
