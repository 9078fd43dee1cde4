import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
import { describeApi } from './api-description';
import { configureRoutes } from './boot';
import { AppConfig, productVersion, readEnvironment } from './infra/config';

/** Writes openapi.json beside package.json. Nothing is started: preview mode makes no provider. */
async function main(): Promise<void> {
  const config = new AppConfig(readEnvironment({}), 'postgres://unused');
  const app = await NestFactory.create(AppModule.register(config), { preview: true, logger: ['error'] });
  configureRoutes(app);
  const document = describeApi(app, productVersion());
  writeFileSync(join(__dirname, '../../../openapi.json'), `${JSON.stringify(document, null, 2)}\n`);
}

void main();
