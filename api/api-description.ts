import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { addCommonAnswers } from './common-answers';
import { addExamples } from './schema-examples';

/**
 * The OpenAPI 3.1 description of every route, generated from the code. Nest's module still writes
 * 3.0's `nullable`; 3.1 says the same with a type list, so the document is rewritten before it leaves.
 */
export function describeApi(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('SmartPlex')
    .setDescription(
      'A self-hosted companion for Plex Media Server. Times are ISO 8601 UTC, sizes bytes, durations milliseconds. ' +
        'Errors are problem+json with a stable `code`. Any request may be refused before it reaches a route: ' +
        '400 `malformed-request` (it cannot be read, is over 16 kB without its body, or names no host or two), ' +
        '408 `request-timeout`, 417 `expectation-failed`.',
    )
    .setVersion(version)
    .addCookieAuth('sp_session', { type: 'apiKey', in: 'cookie' }, 'session')
    .addSecurity('apiKey', { type: 'http', scheme: 'bearer', description: 'An API key: sp_…' })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
  });
  addCommonAnswers(document);
  addExamples(document);
  return withTypeLists(document) as OpenAPIObject;
}

function withTypeLists(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withTypeLists);
  if (node === null || typeof node !== 'object') return node;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, withTypeLists(value)]),
  ) as Record<string, unknown> & { nullable?: boolean };
  return nullable === true ? nullableSchema(rest) : rest;
}

function nullableSchema(schema: Record<string, unknown>): Record<string, unknown> {
  if (Array.isArray(schema.allOf)) {
    // Nest wraps a reference so that it can stand beside `nullable`; `allOf` would refuse null.
    const { description, allOf } = schema;
    return { ...(description ? { description } : {}), anyOf: [...(allOf as unknown[]), { type: 'null' }] };
  }
  if (typeof schema.type === 'string') {
    const enumeration = Array.isArray(schema.enum) ? { enum: [...new Set([...schema.enum, null])] } : {};
    return { ...schema, type: [schema.type, 'null'], ...enumeration };
  }
  const { description, ...reference } = schema;
  return { ...(description ? { description } : {}), anyOf: [reference, { type: 'null' }] };
}
