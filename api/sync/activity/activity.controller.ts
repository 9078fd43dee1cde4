import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequireRole, type UserPrincipal } from '../../common';
import { ActivityDto } from './activity.dto';
import { Activity } from './activity.service';

@ApiTags('dashboard')
@Controller('activity')
export class ActivityController {
  constructor(private readonly activity: Activity) {}

  /** `GET /sync/events` tells the same as it changes, in events `run` and `playing`. */
  @Get()
  @RequireRole('admin')
  @ApiOperation({ operationId: 'getActivity', summary: 'Syncs at work, and what is being played' })
  get(@CurrentUser() user: UserPrincipal): Promise<ActivityDto> {
    return this.activity.get(user);
  }
}
