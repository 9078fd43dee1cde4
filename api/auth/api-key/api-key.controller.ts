import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited, CurrentUser, PageQuery, RequireRole, type UserPrincipal } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { ApiKeyListDto, CreateApiKeyDto, CreatedApiKeyDto } from './api-key.dto';
import { ApiKeys } from './api-keys';

/** Closed to API keys themselves, so that no key can make or widen one. */
@ApiTags('api-keys')
@Controller('api-keys')
@RequireRole('admin')
export class ApiKeyController {
  constructor(private readonly apiKeys: ApiKeys) {}

  @Get()
  @ApiOperation({ operationId: 'listApiKeys', summary: 'API keys, newest first' })
  @ApiProblem(400, 'cursor-invalid')
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(403, 'forbidden')
  list(@Query() query: PageQuery): Promise<ApiKeyListDto> {
    return this.apiKeys.list(query);
  }

  @Post()
  @Audited('api-key.create')
  @ApiOperation({ operationId: 'createApiKey', summary: 'Make an API key; it is shown only in this answer' })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(403, 'forbidden', 'csrf-token-invalid')
  @ApiProblem(422, 'expiry-in-the-past')
  create(@CurrentUser() admin: UserPrincipal, @Body() request: CreateApiKeyDto): Promise<CreatedApiKeyDto> {
    return this.apiKeys.create(admin, request);
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('api-key.delete')
  @ApiOperation({ operationId: 'deleteApiKey', summary: 'Delete an API key; it stops working at once' })
  @ApiProblem(401, 'unauthenticated')
  @ApiProblem(403, 'forbidden', 'csrf-token-invalid')
  @ApiProblem(404, 'not-found')
  delete(@Param('id') id: string): Promise<void> {
    return this.apiKeys.delete(id);
  }
}
