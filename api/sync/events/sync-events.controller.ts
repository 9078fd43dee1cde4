import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, RequireRole, type UserPrincipal } from '../../common';
import { sse } from '../../infra/http';
import { PlayingDto } from '../activity/activity.dto';
import { PlayingStreams } from '../activity/playing-streams';
import { SyncRunEventDto } from '../run/sync-run.dto';
import { RunEventStreams } from './run-event-streams';

@ApiTags('sync')
@ApiExtraModels(SyncRunEventDto, PlayingDto)
@Controller('sync/events')
export class SyncEventsController {
  constructor(
    private readonly runs: RunEventStreams,
    private readonly playing: PlayingStreams,
  ) {}

  /**
   * Begins with every active run and with what is being played; a reader that comes back with `Last-Event-ID` also
   * gets what it missed of runs. A `playing` event is the whole list and carries no id.
   */
  @Get()
  @RequireRole('admin')
  @ApiOperation({
    operationId: 'syncEvents',
    summary: 'Server-sent events: `run` whenever a run changed, `playing` whenever what is played did',
  })
  @ApiOkResponse({
    description:
      'Of `run` at most four events a second for each run, the last state of a run always; of `playing` one a second.',
    content: {
      'text/event-stream': {
        schema: { oneOf: [{ $ref: getSchemaPath(SyncRunEventDto) }, { $ref: getSchemaPath(PlayingDto) }] },
      },
    },
  })
  async events(@CurrentUser() user: UserPrincipal, @Req() request: Request, @Res() response: Response): Promise<void> {
    const stream = sse(request, response);
    await this.runs.feed(stream);
    await this.playing.feed(stream, user);
  }
}
