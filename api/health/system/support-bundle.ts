import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError } from '../../common';

@Injectable()
export class SupportBundle {
  send(_response: Response): Promise<void> {
    throw new DomainError('unavailable', 'unavailable', 'This is not available yet.');
  }
}
