import { Controller, Get, HttpCode, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../common';
import { CsrfTokens } from './csrf-tokens';

@ApiTags('auth')
@Controller('auth/csrf')
export class CsrfController {
  constructor(private readonly tokens: CsrfTokens) {}

  @Get()
  @HttpCode(204)
  @Public()
  @ApiOperation({ operationId: 'getCsrfToken', summary: 'Set the XSRF-TOKEN cookie' })
  issue(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    this.tokens.issue(request, response);
  }
}
