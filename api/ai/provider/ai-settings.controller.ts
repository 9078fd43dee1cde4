import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited, CountedAsAi, RequireRole } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { RunningTurns } from '../assistant/turn/running-turns';
import { AiSettingsDto, AiTestDto, TestAiSettingsDto, UpdateAiSettingsDto } from './ai-settings.dto';
import { AiSettings } from './ai-settings';
import { ProviderTest } from './provider-test';

@ApiTags('ai')
@Controller('ai')
export class AiSettingsController {
  constructor(
    private readonly settings: AiSettings,
    private readonly provider: ProviderTest,
    private readonly running: RunningTurns,
  ) {}

  @Get('settings')
  @RequireRole('admin')
  @ApiOperation({ operationId: 'getAiSettings', summary: 'The AI provider; keys are never shown' })
  get(): Promise<AiSettingsDto> {
    return this.settings.get();
  }

  @Put('settings')
  @RequireRole('admin')
  @Audited('ai-settings.update')
  @ApiOperation({ operationId: 'updateAiSettings', summary: 'Change the AI provider; what is absent stays' })
  @ApiProblem(409, 'set-by-environment')
  @ApiProblem(422, 'address-denied')
  async update(@Body() change: UpdateAiSettingsDto): Promise<AiSettingsDto> {
    const settings = await this.settings.update(change);
    if (!settings.enabled || !settings.configured) this.running.stop({ all: true });
    return settings;
  }

  @Post('settings/test')
  @CountedAsAi()
  @HttpCode(200)
  @RequireRole('admin')
  @Audited('ai-settings.test')
  @ApiOperation({
    operationId: 'testAiSettings',
    summary: 'Ask the AI provider for its models and for one small answer with a tool',
  })
  @ApiProblem(409, 'set-by-environment')
  @ApiProblem(422, 'ai-not-configured', 'address-denied')
  test(@Body() draft: TestAiSettingsDto): Promise<AiTestDto> {
    return this.provider.run(draft);
  }
}
