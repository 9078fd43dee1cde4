import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError } from '../../common';
import type { AuditExportQuery } from './audit.dto';

@Injectable()
export class AuditExport {
  send(_query: AuditExportQuery, _response: Response): Promise<void> {
    throw new DomainError('unavailable', 'unavailable', 'This is not available yet.');
  }
}
