import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited, RequireRole } from '../../common';
import { SyncScheduleDto, UpdateSyncScheduleRequest } from './sync-schedule.dto';
import { SyncScheduleService } from './sync-schedule.service';

@ApiTags('sync')
@Controller('sync/schedule')
export class SyncScheduleController {
  constructor(private readonly schedule: SyncScheduleService) {}

  @Get()
  @RequireRole('admin')
  @ApiOperation({ operationId: 'getSyncSchedule', summary: 'When servers are synced by themselves' })
  @ApiOkResponse({ type: SyncScheduleDto })
  get(): Promise<SyncScheduleDto> {
    return this.schedule.get();
  }

  @Put()
  @Audited('sync-schedule.update')
  @RequireRole('admin')
  @ApiOperation({ operationId: 'updateSyncSchedule', summary: 'Change it; what is absent stays' })
  @ApiOkResponse({ type: SyncScheduleDto })
  update(@Body() { push, incrementalMinutes, keySweepAt, fullSweepWeekday }: UpdateSyncScheduleRequest) {
    return this.schedule.update({ push, incrementalMinutes, keySweepAt, fullSweepWeekday });
  }
}
