import { Body, Controller, HttpCode, Param, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../common';
import { AppConfig } from '../../infra/config';
import { ApiProblem } from '../../infra/problem';
import { ApiPlexProblems } from '../../plex';
import { readCookie } from '../access/request-cookies';
import { CsrfTokens } from '../csrf/csrf-tokens';
import { SESSION_COOKIE, setSessionCookie } from '../session/session-cookie';
import { toUserDto } from '../user/users';
import { clearPinCookie, readPinCookie, setPinCookie } from './sign-in-cookies';
import { ClaimPinDto, SignInClaimDto, SignInPinDto } from './sign-in.dto';
import { SignIn } from './sign-in';
import { SignInRateInterceptor } from './sign-in-rate.interceptor';

@ApiTags('auth')
@Controller('auth/plex/pins')
@Public()
@UseInterceptors(SignInRateInterceptor)
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly csrf: CsrfTokens,
    private readonly config: AppConfig,
  ) {}

  @Post()
  @ApiOperation({ operationId: 'startSignIn', summary: 'Start a sign-in with Plex' })
  @ApiProblem(403, 'csrf-token-invalid')
  @ApiProblem(429, 'too-many-requests')
  @ApiPlexProblems()
  async start(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<SignInPinDto> {
    const started = await this.signIn.start(request.ip ?? '');
    setPinCookie(response, this.config, started);
    const { id, code, authUrl, expiresAt } = started;
    return { id, code, authUrl, expiresAt };
  }

  @Post(':id/claim')
  @HttpCode(200)
  @ApiOperation({ operationId: 'claimSignIn', summary: 'Finish a sign-in once Plex has approved it' })
  @ApiOkResponse({ type: SignInClaimDto, description: 'Signed in: the answer sets the session cookie' })
  @ApiAcceptedResponse({ type: SignInClaimDto, description: 'Not approved yet' })
  @ApiProblem(
    403,
    'csrf-token-invalid',
    'setup-code-required',
    'setup-code-invalid',
    'not-a-member',
    'account-disabled',
  )
  @ApiProblem(404, 'not-found')
  @ApiProblem(410, 'pin-expired')
  @ApiProblem(429, 'too-many-requests', 'setup-code-locked')
  @ApiPlexProblems()
  async claim(
    @Param('id') pinId: string,
    @Body() body: ClaimPinDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInClaimDto> {
    const entered = await this.signIn.claim({
      pinId,
      browserSecret: readPinCookie(request),
      setupCode: body?.setupCode ?? undefined,
      previousSessionToken: readCookie(request.headers.cookie, SESSION_COOKIE),
      device: { userAgent: request.headers['user-agent'] ?? '', address: request.ip ?? '' },
    });
    if (!entered) {
      response.status(202);
      return { status: 'pending' };
    }
    setSessionCookie(response, this.config, entered.token, entered.expiresAt);
    this.csrf.issue(request, response, { sessionToken: entered.token });
    clearPinCookie(response, this.config, pinId);
    return { status: 'complete', user: toUserDto(entered.user) };
  }
}
