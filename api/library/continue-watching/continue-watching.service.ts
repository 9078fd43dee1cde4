import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import type { ContinueWatchingDto } from './continue-watching.dto';

/** What a person goes on with. */
@Injectable()
export class ContinueWatching {
  list(_principal: Principal, _limit: number): Promise<ContinueWatchingDto> {
    return Promise.resolve({ items: [], nextCursor: null });
  }
}
