import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { RequireRole } from '../../common';
import { sse } from '../../infra/http';
import { PlayingDto } from '../activity/activity.dto';
import { SyncRunEventDto } from '../run/sync-run.dto';
import { RunEventStreams } from './run-event-streams';

@ApiTags('sync')
@ApiExtraModels(SyncRunEventDto, PlayingDto)
@Controller('sync/events')
export class SyncEventsController {
  constructor(private readonly streams: RunEventStreams) {}

  /** Begins with every active run; a reader that comes back with `Last-Event-ID` also gets what it missed. */
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
  events(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.streams.feed(sse(request, response));
  }
}
