import { Global, Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { AppConfig } from '../config';
import { LogRing } from './log-ring';
import { createRootLogger, ROOT_LOGGER } from './root-logger';

const rootLogger = {
  provide: ROOT_LOGGER,
  inject: [AppConfig, LogRing],
  useFactory: (config: AppConfig, ring: LogRing) => createRootLogger(config.logging, undefined, ring),
};

@Global()
@Module({ providers: [LogRing, rootLogger], exports: [ROOT_LOGGER, LogRing] })
class RootLoggerModule {}

/** PinoLogger for everyone. The request log is a middleware of its own, in front of all others. */
@Module({})
export class LoggingModule {
  /** Called once all classes are loaded: nestjs-pino makes a logger for each name that it has met by then. */
  static register(): DynamicModule {
    return {
      module: LoggingModule,
      imports: [
        RootLoggerModule,
        LoggerModule.forRootAsync({
          imports: [RootLoggerModule],
          inject: [ROOT_LOGGER],
          useFactory: (logger: Logger) => ({ pinoHttp: { logger }, useExisting: true, forRoutes: [] }),
        }),
      ],
      exports: [RootLoggerModule],
    };
  }
}
