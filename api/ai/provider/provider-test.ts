import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common';
import type { AiTestDto, TestAiSettingsDto } from './ai-settings.dto';

@Injectable()
export class ProviderTest {
  run(_draft: TestAiSettingsDto): Promise<AiTestDto> {
    throw new DomainError('unavailable', 'unavailable', 'This is not available yet.');
  }
}
