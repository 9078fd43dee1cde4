import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common';
import type { ServerRemovalDto } from './server-removal.dto';

@Injectable()
export class ServerRemoval {
  preview(_serverId: string): Promise<ServerRemovalDto> {
    throw new DomainError('unavailable', 'unavailable', 'This is not available yet.');
  }
}
