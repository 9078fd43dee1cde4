import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited, CurrentPrincipal, RequireRole, type Principal } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { UserDetailDto } from './user-detail.dto';
import { UpdateUserDto, UserDto, UserListDto, UserListQuery } from './user.dto';
import { UserDirectory } from './user-directory';
import { Users } from './users';

@ApiTags('users')
@Controller('users')
@RequireRole('admin')
export class UserController {
  constructor(
    private readonly users: Users,
    private readonly directory: UserDirectory,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listUsers', summary: 'Everybody who has signed in, newest first' })
  @ApiProblem(400, 'cursor-invalid')
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(403, 'forbidden')
  list(@Query() query: UserListQuery): Promise<UserListDto> {
    return this.directory.list(query);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getUser', summary: 'A user with libraries, sessions and views' })
  @ApiProblem(404, 'not-found')
  get(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<UserDetailDto> {
    return this.directory.get(id, principal);
  }

  @Patch(':id')
  @Audited('user.update')
  @ApiOperation({ operationId: 'updateUser', summary: 'Change the role of a user, or disable or enable a user' })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(403, 'forbidden', 'csrf-token-invalid')
  @ApiProblem(404, 'not-found')
  @ApiProblem(409, 'last-admin')
  update(@Param('id') id: string, @Body() change: UpdateUserDto): Promise<UserDto> {
    return this.users.update(id, change);
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @Audited('user.end-sessions')
  @ApiOperation({ operationId: 'endUserSessions', summary: 'Sign a user out of every browser, at once' })
  @ApiProblem(404, 'not-found')
  endSessions(@Param('id') id: string): Promise<void> {
    return this.users.endSessions(id);
  }

  @Delete(':id/sessions/:sessionId')
  @HttpCode(204)
  @Audited('user.end-session')
  @ApiOperation({ operationId: 'endUserSession', summary: 'Sign a user out of one browser, at once' })
  @ApiProblem(404, 'not-found')
  endSession(@Param('id') id: string, @Param('sessionId') sessionId: string): Promise<void> {
    return this.users.endSession(id, sessionId);
  }
}
