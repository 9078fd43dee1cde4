import { Module, type DynamicModule } from '@nestjs/common';
import { AiModule } from './ai';
import { AuthModule } from './auth';
import { HealthModule } from './health';
import { AuditModule } from './infra/audit';
import { BackupModule } from './infra/backup';
import { ConfigModule, type AppConfig } from './infra/config';
import { CryptoModule } from './infra/crypto';
import { DatabaseModule } from './infra/database';
import { LoggingModule } from './infra/logging';
import { ProblemModule } from './infra/problem';
import { QueueModule } from './infra/queue';
import { BroadcastModule } from './infra/broadcast';
import { LibraryModule } from './library';
import { PlexModule } from './plex';
import { SyncModule } from './sync';
import { SyncStatusModule } from './sync-status.module';

/** The composition root: the one place where every module is named. */
@Module({})
export class AppModule {
  static register(config: AppConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.register(config),
        LoggingModule.register(),
        DatabaseModule,
        CryptoModule,
        BroadcastModule.register(config),
        QueueModule.register(config),
        ProblemModule,
        AuditModule,
        BackupModule,
        PlexModule,
        LibraryModule,
        AuthModule,
        SyncModule,
        SyncStatusModule,
        AiModule,
        HealthModule,
      ],
    };
  }
}
