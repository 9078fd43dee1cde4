import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common';
import type { AuditListDto, AuditQuery } from './audit.dto';

@Injectable()
export class AuditLog {
  list(_query: AuditQuery): Promise<AuditListDto> {
    throw new DomainError('unavailable', 'unavailable', 'This is not available yet.');
  }
}
