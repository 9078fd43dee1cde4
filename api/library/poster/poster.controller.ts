import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentPrincipal, type Principal, RequireRole } from '../../common';
import { AppConfig } from '../../infra/config';
import { ApiProblem } from '../../infra/problem';
import { ApiPlexProblems } from '../../plex';
import { PosterRequest } from './poster.dto';
import { PosterService } from './poster.service';

const CONTENT_TYPE = 'image/webp';

@ApiTags('library')
@Controller('library/items')
export class PosterController {
  constructor(
    private readonly posters: PosterService,
    private readonly config: AppConfig,
  ) {}

  @Get(':id/poster')
  @RequireRole('user', 'library:read')
  @ApiOperation({ operationId: 'getItemPoster', summary: 'Poster of a title, resized' })
  @ApiProduces(CONTENT_TYPE)
  @ApiOkResponse({ content: { [CONTENT_TYPE]: { schema: { type: 'string', format: 'binary' } } } })
  @ApiResponse({ status: 304, description: 'The copy with this ETag is still good' })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(404, 'not-found')
  @ApiPlexProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() { width }: PosterRequest,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const poster = await this.posters.find(principal, id, width);
    const headers = { ETag: poster.etag, 'Cache-Control': 'private, max-age=86400' };
    // Over plain http no browser heeds the Clear-Site-Data of a sign-out: there a picture is good with its cookie only.
    if (!this.config.http.secure) response.vary('Cookie');
    if (isKnown(request.headers['if-none-match'], poster.etag)) {
      response.status(304).set(headers).end();
      return;
    }
    const body = await poster.load();
    response.set({ ...headers, 'Content-Type': CONTENT_TYPE, 'Content-Length': String(body.length) }).end(body);
  }
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((known) => known.trim().replace(/^W\//, '') === etag);
}
