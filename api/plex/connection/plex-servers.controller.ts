import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited, CurrentPrincipal, RequireRole, type Principal } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { ApiPlexProblems } from '../plex-problem.decorator';
import { AvailableServers } from './available-servers';
import {
  AvailableServerListDto,
  PlexServerDto,
  PlexServerListDto,
  RegisterServerDto,
  ServerTestDto,
  toPlexServerDto,
  toServerChoice,
} from './plex-server.dto';
import { ServerProbe } from './server-probe';
import { ServerRegistrar } from './server-registrar';
import { ServerRegistry } from './server-registry';

@ApiTags('plex')
@Controller('plex/servers')
@RequireRole('admin')
export class PlexServersController {
  constructor(
    private readonly registry: ServerRegistry,
    private readonly registrar: ServerRegistrar,
    private readonly available: AvailableServers,
    private readonly probe: ServerProbe,
  ) {}

  @Get('available')
  @ApiOperation({ operationId: 'listAvailableServers', summary: "Servers of the administrator's Plex account" })
  @ApiPlexProblems()
  async listAvailable(@CurrentPrincipal() principal: Principal): Promise<AvailableServerListDto> {
    return { items: await this.available.list(principal.plexAccountId), nextCursor: null };
  }

  @Get()
  @ApiOperation({ operationId: 'listServers', summary: 'Registered servers' })
  async list(): Promise<PlexServerListDto> {
    return { items: (await this.registry.list()).map(toPlexServerDto), nextCursor: null };
  }

  @Post()
  @Audited('server.register')
  @ApiOperation({
    operationId: 'registerServer',
    summary: 'Register a server, or link a registered one anew',
    description:
      'The server must be owned by the Plex account of the administrator. A registered server whose link no longer ' +
      'works is linked anew and keeps its library; one that works answers 409, unless `relink` asks for a new link.',
  })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(403, 'server-not-owned')
  @ApiProblem(409, 'server-already-registered')
  @ApiProblem(422, 'address-denied')
  @ApiPlexProblems()
  async register(@CurrentPrincipal() principal: Principal, @Body() body: RegisterServerDto): Promise<PlexServerDto> {
    return toPlexServerDto(await this.registrar.register(principal.plexAccountId, toServerChoice(body), body));
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getServer', summary: 'A registered server' })
  @ApiProblem(404, 'not-found')
  async get(@Param('id') id: string): Promise<PlexServerDto> {
    return toPlexServerDto(await this.registry.get(id));
  }

  @Delete(':id')
  @HttpCode(204)
  @Audited('server.remove')
  @ApiOperation({ operationId: 'removeServer', summary: 'Remove a server with its library; nothing changes on Plex' })
  @ApiProblem(404, 'not-found')
  remove(@Param('id') id: string): Promise<void> {
    return this.registrar.remove(id);
  }

  @Post(':id/test')
  @Audited('server.test')
  @HttpCode(200)
  @ApiOperation({ operationId: 'testServer', summary: 'Try out the connection to a server' })
  @ApiProblem(404, 'not-found')
  @ApiProblem(422, 'address-denied')
  test(@Param('id') id: string): Promise<ServerTestDto> {
    return this.probe.test(id);
  }
}
