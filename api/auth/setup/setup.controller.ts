import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Audited, CurrentUser, Public, RequireRole, type UserPrincipal } from '../../common';
import { AppConfig } from '../../infra/config';
import { ApiProblem } from '../../infra/problem';
import { CsrfTokens } from '../csrf/csrf-tokens';
import { clearSessionCookie } from '../session/session-cookie';
import { HandoverDto, SetupDto } from './setup.dto';
import { Setup } from './setup';
import { SetupHandover } from './setup-handover';

@ApiTags('setup')
@Controller('setup')
export class SetupController {
  constructor(
    private readonly setup: Setup,
    private readonly handover: SetupHandover,
    private readonly csrf: CsrfTokens,
    private readonly config: AppConfig,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ operationId: 'getSetup', summary: 'Whether SmartPlex still has to be set up' })
  state(): Promise<SetupDto> {
    return this.setup.state();
  }

  @Post('handover')
  @HttpCode(200)
  @RequireRole('admin')
  @Audited('setup.hand-over')
  @ApiOperation({
    operationId: 'handOverSetup',
    summary: 'Let another Plex account set up',
    description: 'Signs you out and forgets you. Only before the first server is registered.',
  })
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(403, 'forbidden', 'csrf-token-invalid')
  @ApiProblem(409, 'set-up')
  async release(
    @CurrentUser() user: UserPrincipal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<HandoverDto> {
    const setupCode = await this.handover.release(user);
    clearSessionCookie(response, this.config);
    this.csrf.issue(request, response, { sessionToken: null });
    return { setupCode };
  }
}
