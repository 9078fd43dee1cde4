import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireRole, type Principal } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { ArrivalsDto, ArrivalsRequest } from './arrivals.dto';
import { Arrivals } from './arrivals.service';

@ApiTags('dashboard')
@Controller('dashboard/new')
export class ArrivalsController {
  constructor(private readonly arrivals: Arrivals) {}

  @Get()
  @RequireRole('admin', 'insights:read')
  @ApiOperation({ operationId: 'listArrivals', summary: 'What came into the libraries lately, by day and title' })
  @ApiProblem(400, 'validation-failed')
  list(@CurrentPrincipal() principal: Principal, @Query() request: ArrivalsRequest): Promise<ArrivalsDto> {
    return this.arrivals.list(principal, request);
  }
}
