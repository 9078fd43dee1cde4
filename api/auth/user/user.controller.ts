import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { PageQuery, RequireRole } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { UpdateUserDto, UserDto, UserListDto } from './user.dto';
import { Users } from './users';

@ApiTags('users')
@Controller('users')
@RequireRole('admin')
export class UserController {
  constructor(private readonly users: Users) {}

  @Get()
  @ApiOperation({ operationId: 'listUsers', summary: 'Everybody who has signed in, newest first' })
  @ApiProblem(400, 'cursor-invalid')
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(403, 'forbidden')
  list(@Query() query: PageQuery): Promise<UserListDto> {
    return this.users.list(query);
  }

  @Patch(':id')
  @ApiOperation({ operationId: 'updateUser', summary: 'Change the role of a user, or disable or enable a user' })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(403, 'forbidden', 'csrf-token-invalid')
  @ApiProblem(404, 'not-found')
  @ApiProblem(409, 'last-admin')
  update(@Param('id') id: string, @Body() change: UpdateUserDto): Promise<UserDto> {
    return this.users.update(id, change);
  }
}
