import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { AppConfig } from '../../infra/config';
import { SignInThrottle } from './sign-in-throttle';
import { GENERAL, ThrottleCounter, THROTTLE_WINDOW_MS } from './throttle-counter';

@Module({ providers: [ThrottleCounter], exports: [ThrottleCounter] })
class ThrottleCounterModule {}

@Module({
  imports: [
    ThrottleCounterModule,
    ThrottlerModule.forRootAsync({
      imports: [ThrottleCounterModule],
      inject: [AppConfig, ThrottleCounter],
      useFactory: (config: AppConfig, storage: ThrottleCounter) => ({
        throttlers: [{ name: GENERAL, ttl: THROTTLE_WINDOW_MS, limit: config.throttle.perMinute }],
        storage,
      }),
    }),
  ],
  providers: [SignInThrottle],
  exports: [SignInThrottle, ThrottlerModule, ThrottleCounterModule],
})
export class ThrottleModule {}
