import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Express, Request, Response } from 'express';
import { describeApi } from '../api-description';
import { limitByAddress } from '../auth';
import { productVersion } from '../infra/config';

interface Prepared {
  etag: string;
  plain: Buffer;
  br: Buffer;
  gzip: Buffer;
}

/**
 * `/api/docs` and `/api/openapi.json`, open to everybody and so counted by address. The description is made when
 * somebody asks for it, written and compressed once: half a megabyte for each request would hold up everybody else.
 */
export function serveApiDescription(app: NestExpressApplication): void {
  let document: OpenAPIObject | undefined;
  let prepared: Prepared | undefined;
  const describe = () => (document ??= describeApi(app, productVersion()));
  app.use(['/api/docs', '/api/openapi.json'], limitByAddress(app));
  const express = app.getHttpAdapter().getInstance() as Express;
  express.get('/api/openapi.json', (request, response) => {
    send(request, response, (prepared ??= prepare(JSON.stringify(describe()))));
  });
  // What is made here, other than the files of Swagger beside it, is kept by nobody, like all other answers.
  express.get(['/api/docs', '/api/docs/', '/api/docs/swagger-ui-init.js'], (_, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  // Raw files would be written anew for whoever asks, as often as they ask.
  SwaggerModule.setup('api/docs', app, describe, { raw: false, customSiteTitle: 'SmartPlex API' });
}

function prepare(text: string): Prepared {
  const plain = Buffer.from(text);
  return {
    // Weak: the same description, however it is packed.
    etag: `W/"${createHash('sha256').update(plain).digest('base64url')}"`,
    plain,
    br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
    gzip: gzipSync(plain),
  };
}

function send(request: Request, response: Response, { etag, plain, br, gzip }: Prepared): void {
  response.set({ ETag: etag, 'Cache-Control': 'no-cache' }).vary('Accept-Encoding').type('json');
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^(?!W\/)/, 'W/'));
  if (known.includes(etag)) {
    response.status(304).end();
    return;
  }
  const encoding = request.acceptsEncodings(['br', 'gzip']) as 'br' | 'gzip' | false;
  if (encoding) response.set('Content-Encoding', encoding);
  response.end({ br, gzip, identity: plain }[encoding || 'identity']);
}
