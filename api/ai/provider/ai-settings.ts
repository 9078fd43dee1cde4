import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common';
import type { AiSettingsDto, AiStatusDto, UpdateAiSettingsDto } from './ai-settings.dto';

@Injectable()
export class AiSettings {
  status(): Promise<AiStatusDto> {
    throw new DomainError('unavailable', 'unavailable', 'This is not available yet.');
  }

  get(): Promise<AiSettingsDto> {
    throw new DomainError('unavailable', 'unavailable', 'This is not available yet.');
  }

  update(_change: UpdateAiSettingsDto): Promise<AiSettingsDto> {
    throw new DomainError('unavailable', 'unavailable', 'This is not available yet.');
  }
}
