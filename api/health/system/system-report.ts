import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common';
import type { SystemDto } from './system.dto';

@Injectable()
export class SystemReport {
  get(): Promise<SystemDto> {
    throw new DomainError('unavailable', 'unavailable', 'This is not available yet.');
  }
}
