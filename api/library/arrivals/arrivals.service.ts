import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import type { ArrivalsDto, ArrivalsRequest } from './arrivals.dto';

/** What came lately. */
@Injectable()
export class Arrivals {
  list(_principal: Principal, _request: ArrivalsRequest): Promise<ArrivalsDto> {
    return Promise.resolve({ items: [], nextCursor: null });
  }
}
