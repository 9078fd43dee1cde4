import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Answer {
  description: string;
  content?: Record<string, { examples?: Record<string, unknown> }>;
}

interface Schema extends Record<string, unknown> {
  $ref?: string;
  type?: string;
  items?: Schema;
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Record<string, unknown>>;
}

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; schema: Schema }[];
  responses: Record<string, Answer>;
}

interface Description {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

// What is committed is what the code says: `lint` compares the two.
const description = JSON.parse(readFileSync(join(__dirname, '../openapi.json'), 'utf8')) as Description;
const operations = Object.values(description.paths).flatMap((path) => Object.values(path));
const codes = (path: string, status: number) =>
  Object.keys(description.paths[path].get.responses[status].content!['application/problem+json'].examples!);

const BOUNDS = ['maximum', 'maxLength', 'enum', 'const', 'format', 'pattern'];

/** Whether a value of it can be told from one that is too large or makes no sense. */
function isBounded({ $ref, type, items, oneOf, allOf, ...schema }: Schema): boolean {
  if ($ref) return isBounded(description.components.schemas[$ref.split('/').at(-1)!]);
  if (type === 'array') return items !== undefined && 'maxItems' in schema && isBounded(items);
  if (oneOf) return oneOf.every(isBounded);
  return type === 'boolean' || BOUNDS.some((name) => name in schema) || (allOf ?? []).some(isBounded);
}

describe('the description of the API', () => {
  it('knows the probes too', () => {
    expect(Object.keys(description.paths)).toEqual(
      expect.arrayContaining(['/health/live', '/health/ready', '/health/startup', '/api/v1/setup']),
    );
  });

  it('gives each route an id of its own, and says what each answer is', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    const unnamed = operations.flatMap(({ operationId, responses }) =>
      Object.entries(responses)
        .filter(([, answer]) => !answer.description)
        .map(([status]) => `${operationId} ${status}`),
    );
    expect(unnamed).toEqual([]);
  });

  it('bounds every query parameter', () => {
    const asked = operations.flatMap(({ operationId, parameters = [] }) =>
      parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, schema }) => ({ name: `${operationId} ${name}`, schema })),
    );
    expect(asked.length).toBeGreaterThan(200);
    expect(asked.filter(({ schema }) => !isBounded(schema)).map(({ name }) => name)).toEqual([]);
  });

  it('names every code that a failing Plex brings up', () => {
    const poster = '/api/v1/library/items/{id}/poster';
    expect(codes(poster, 502)).toEqual(expect.arrayContaining(['plex-forbidden', 'plex-tls', 'plex-unreachable']));
    expect(codes(poster, 503)).toEqual(expect.arrayContaining(['plex-busy', 'database-unavailable']));
    expect(codes(poster, 400)).toContain('bad-request');
  });

  it('gives every plain field an example', () => {
    const bare = Object.entries(description.components.schemas).flatMap(([schema, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, { type, enum: values, example }]) => type && !values && example === undefined)
        .filter(([, { type }]) => type !== 'array' && type !== 'object')
        .map(([name]) => `${schema}.${name}`),
    );
    expect(bare).toEqual([]);
  });
});
