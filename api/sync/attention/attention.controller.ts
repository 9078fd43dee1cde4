import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireRole } from '../../common';
import { AttentionListDto } from './attention.dto';
import { Attention } from './attention.service';

@ApiTags('dashboard')
@Controller('dashboard/attention')
export class AttentionController {
  constructor(private readonly attention: Attention) {}

  @Get()
  @RequireRole('admin', 'admin')
  @ApiOperation({ operationId: 'listAttention', summary: 'What failed, and where it is mended; most urgent first' })
  list(): Promise<AttentionListDto> {
    return this.attention.list();
  }
}
