import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, CurrentUser, RequireRole, type Principal, type UserPrincipal } from '../../../common';
import { AiStatusDto } from '../../provider/ai-settings.dto';
import { RunningTurns } from '../turn/running-turns';
import { Allowances } from './allowance';
import { AiPreferences } from './preference.repository';
import { AiPreferencesDto, AiUsageDto, AiUsageQueryDto, AiUserUsageListDto } from './usage.dto';

@ApiTags('ai')
@Controller('ai')
export class AiUsageController {
  constructor(
    private readonly allowances: Allowances,
    private readonly preferences: AiPreferences,
    private readonly running: RunningTurns,
  ) {}

  @Get('status')
  @RequireRole('user', 'ai:use')
  @ApiOperation({
    operationId: 'getAiStatus',
    summary: 'Whether there is an AI provider, and the caller may and wants to use it',
  })
  status(@CurrentPrincipal() { userId }: Principal): Promise<AiStatusDto> {
    return this.allowances.status(userId);
  }

  @Get('usage')
  @RequireRole('user')
  @ApiOperation({ operationId: 'getAiUsage', summary: 'What the caller used of the AI provider this month' })
  usage(@CurrentUser() { userId }: UserPrincipal): Promise<AiUsageDto> {
    return this.allowances.ofCaller(userId);
  }

  @Get('usage/users')
  @RequireRole('admin')
  @ApiOperation({
    operationId: 'listAiUsage',
    summary: 'What each person used of the AI provider in a month; never what they asked',
  })
  users(@Query() { month }: AiUsageQueryDto): Promise<AiUserUsageListDto> {
    return this.allowances.ofEverybody(month);
  }

  @Get('preferences')
  @RequireRole('user')
  @ApiOperation({ operationId: 'getAiPreferences', summary: 'Whether the caller wants the AI provider to be asked' })
  async preference(@CurrentUser() { userId }: UserPrincipal): Promise<AiPreferencesDto> {
    return { enabled: await this.preferences.isEnabled(userId) };
  }

  @Put('preferences')
  @RequireRole('user')
  @ApiOperation({ operationId: 'updateAiPreferences', summary: 'Switch the AI provider on or off for oneself' })
  async prefer(
    @CurrentUser() { userId }: UserPrincipal,
    @Body() { enabled }: AiPreferencesDto,
  ): Promise<AiPreferencesDto> {
    await this.preferences.setEnabled(userId, enabled);
    if (!enabled) this.running.stop({ userId });
    return { enabled };
  }
}
