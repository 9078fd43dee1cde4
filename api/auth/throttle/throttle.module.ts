import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { AppConfig } from '../../infra/config';
import { SignInThrottle, THROTTLE_WINDOW_MS } from './sign-in-throttle';
import { ThrottleCounter } from './throttle-counter';

@Module({ providers: [ThrottleCounter], exports: [ThrottleCounter] })
class ThrottleCounterModule {}

@Module({
  imports: [
    ThrottleCounterModule,
    ThrottlerModule.forRootAsync({
      imports: [ThrottleCounterModule],
      inject: [AppConfig, ThrottleCounter],
      useFactory: (config: AppConfig, storage: ThrottleCounter) => ({
        throttlers: [{ ttl: THROTTLE_WINDOW_MS, limit: config.throttle.perMinute }],
        storage,
      }),
    }),
  ],
  providers: [SignInThrottle],
  exports: [SignInThrottle, ThrottlerModule],
})
export class ThrottleModule {}
