import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../common';
import { SetupDto } from './setup.dto';
import { Setup } from './setup';

@ApiTags('setup')
@Controller('setup')
export class SetupController {
  constructor(private readonly setup: Setup) {}

  @Get()
  @Public()
  @ApiOperation({ operationId: 'getSetup', summary: 'Whether SmartPlex still has to be set up' })
  state(): Promise<SetupDto> {
    return this.setup.state();
  }
}
