import { Module, type OnModuleInit } from '@nestjs/common';
import { OutboundModule } from '../infra/outbound';
import { ProblemMappers } from '../infra/problem';
import { PlexAccountClient, PlexAccountStore, TokenVerdict } from './account';
import { PlexAccountRepository } from './account/plex-account.repository';
import { AvailableServers } from './connection/available-servers';
import { ConnectionPicker } from './connection/connection-picker';
import { OwnResources } from './connection/own-resources';
import { PlexServerRepository } from './connection/plex-server.repository';
import { PlexServers } from './connection/plex-servers';
import { PlexServersController } from './connection/plex-servers.controller';
import { ServerHealthCheck } from './connection/server-health-check';
import { ServerLink } from './connection/server-link';
import { ServerProbe } from './connection/server-probe';
import { ServerRecovery } from './connection/server-recovery';
import { ServerRegistrar } from './connection/server-registrar';
import { ServerRegistry } from './connection/server-registry';
import { plexProblem } from './plex-problem.mapper';
import { PlexError } from './plex.errors';
import { PlexServerClientFactory } from './server/plex-server-client.factory';
import { ClientIdentity } from './transport';
import { ClientIdentifierRepository } from './transport/client-identifier.repository';

@Module({
  imports: [OutboundModule],
  controllers: [PlexServersController],
  providers: [
    ClientIdentifierRepository,
    ClientIdentity,
    PlexAccountClient,
    PlexAccountRepository,
    PlexAccountStore,
    TokenVerdict,
    PlexServerClientFactory,
    ConnectionPicker,
    PlexServerRepository,
    ServerRegistry,
    ServerRecovery,
    PlexServers,
    OwnResources,
    AvailableServers,
    ServerLink,
    ServerRegistrar,
    ServerProbe,
    ServerHealthCheck,
  ],
  exports: [PlexAccountClient, PlexAccountStore, TokenVerdict, PlexServers, ServerRegistry],
})
export class PlexModule implements OnModuleInit {
  constructor(private readonly problems: ProblemMappers) {}

  onModuleInit(): void {
    this.problems.register((error) => (error instanceof PlexError ? plexProblem(error) : null));
  }
}
