import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireRole } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { ServerRemovalDto } from './server-removal.dto';
import { ServerRemoval } from './server-removal';

@ApiTags('plex')
@Controller('plex/servers')
export class ServerRemovalController {
  constructor(private readonly removal: ServerRemoval) {}

  @Get(':id/removal')
  @RequireRole('admin')
  @ApiOperation({
    operationId: 'previewServerRemoval',
    summary: 'What removing a server would take away from SmartPlex',
  })
  @ApiProblem(404, 'not-found')
  preview(@Param('id') id: string): Promise<ServerRemovalDto> {
    return this.removal.preview(id);
  }
}
