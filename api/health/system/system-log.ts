import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common';
import type { EventStream } from '../../infra/http';
import type { SystemLogDto, SystemLogEventsQuery, SystemLogQuery } from './system-log.dto';

@Injectable()
export class SystemLog {
  list(_query: SystemLogQuery): SystemLogDto {
    throw new DomainError('unavailable', 'unavailable', 'This is not available yet.');
  }

  follow(_query: SystemLogEventsQuery, _stream: EventStream): void {
    throw new DomainError('unavailable', 'unavailable', 'This is not available yet.');
  }
}
