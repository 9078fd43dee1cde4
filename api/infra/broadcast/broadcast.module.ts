import { Module, type DynamicModule } from '@nestjs/common';
import type { AppConfig } from '../config';
import { Broadcast } from './broadcast';
import { InProcessBroadcast } from './in-process-broadcast';
import { RedisBroadcast } from './redis-broadcast';

@Module({})
export class BroadcastModule {
  static register({ redisUrl }: Pick<AppConfig, 'redisUrl'>): DynamicModule {
    return {
      module: BroadcastModule,
      global: true,
      providers: [
        { provide: Broadcast, useFactory: () => (redisUrl ? new RedisBroadcast(redisUrl) : new InProcessBroadcast()) },
      ],
      exports: [Broadcast],
    };
  }
}
