import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeApi } from '../api-description';
import { productVersion } from '../infra/config';

/** `/api/docs` and `/api/openapi.json`; the description is made when somebody asks for it. */
export function serveApiDescription(app: NestExpressApplication): void {
  let document: OpenAPIObject | undefined;
  const describe = () => (document ??= describeApi(app, productVersion()));
  SwaggerModule.setup('api/docs', app, describe, {
    jsonDocumentUrl: 'api/openapi.json',
    // YAML would be written anew for whoever asks, as often as they ask: it is ten times the work of JSON.
    raw: ['json'],
    customSiteTitle: 'SmartPlex API',
  });
}
