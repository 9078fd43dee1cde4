import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../config';
import { dataSourceOptions } from './data-source-options';
import { Database } from './database';
import { DatabaseProbe } from './database-probe';
import { DeadConnections } from './dead-connections';
import { SchemaState } from './schema-state';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [AppConfig],
      useFactory: (config: AppConfig) => ({
        ...dataSourceOptions(config.databaseUrl),
        retryAttempts: 30,
        retryDelay: 2_000,
      }),
    }),
  ],
  providers: [Database, DatabaseProbe, DeadConnections, SchemaState],
  exports: [Database, DatabaseProbe, SchemaState],
})
export class DatabaseModule {}
