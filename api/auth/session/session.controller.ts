import { Controller, Delete, Get, HttpCode, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, RequireRole, type UserPrincipal } from '../../common';
import { AppConfig } from '../../infra/config';
import { ApiProblem } from '../../infra/problem';
import { CsrfTokens } from '../csrf/csrf-tokens';
import { Users } from '../user/users';
import { clearSessionCookie } from './session-cookie';
import { CurrentSessionDto, SessionListDto } from './session.dto';
import { Sessions } from './sessions';

@ApiTags('auth')
@Controller('auth')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly users: Users,
    private readonly csrf: CsrfTokens,
    private readonly config: AppConfig,
  ) {}

  @Get('session')
  @RequireRole('user')
  @ApiOperation({ operationId: 'getSession', summary: 'Who is signed in in this browser' })
  @ApiProblem(401, 'unauthenticated')
  async current(@CurrentUser() { userId, sessionId }: UserPrincipal): Promise<CurrentSessionDto> {
    return { user: await this.users.get(userId), expiresAt: await this.sessions.expiryOf(sessionId) };
  }

  @Delete('session')
  @HttpCode(204)
  @RequireRole('user')
  @ApiOperation({ operationId: 'deleteSession', summary: 'Sign out of this browser' })
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(403, 'csrf-token-invalid')
  async signOut(
    @CurrentUser() { userId, sessionId }: UserPrincipal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.end(userId, sessionId);
    clearSessionCookie(response, this.config);
    // Posters are the only answers that a browser may keep.
    response.set('Clear-Site-Data', '"cache"');
    this.csrf.issue(request, response, { sessionToken: null });
  }

  @Get('sessions')
  @RequireRole('user')
  @ApiOperation({ operationId: 'listSessions', summary: 'Browsers in which you are signed in' })
  @ApiProblem(401, 'unauthenticated')
  async list(@CurrentUser() user: UserPrincipal): Promise<SessionListDto> {
    return { items: await this.sessions.list(user), nextCursor: null };
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @RequireRole('user')
  @ApiOperation({ operationId: 'deleteOtherSession', summary: 'Sign out of one of your browsers' })
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(403, 'csrf-token-invalid')
  @ApiProblem(404, 'not-found')
  end(@CurrentUser() { userId }: UserPrincipal, @Param('id') id: string): Promise<void> {
    return this.sessions.end(userId, id);
  }
}
