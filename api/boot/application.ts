import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { AppModule } from '../app.module';
import type { AppConfig } from '../infra/config';
import { configureApp } from './configure-app';
import { FrameworkLogger } from './framework-logger';
import { JsonAdapter } from './json-adapter';

/** The whole product, configured but not listening. */
export async function createApplication(config: AppConfig): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.register(config), new JsonAdapter(), {
    bufferLogs: true,
    bodyParser: false,
    abortOnError: false,
  });
  app.useLogger(new FrameworkLogger(app.get(Logger)));
  configureApp(app, config);
  return app;
}
