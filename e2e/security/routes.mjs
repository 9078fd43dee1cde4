// The routes of openapi.json, and what the description says that each caller gets there.
import { readFileSync } from 'node:fs';

const description = JSON.parse(readFileSync('openapi.json', 'utf8'));
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** @typedef {{ method: string, path: string, name: string, access: null | { role: string, scope?: string }, statuses: number[],
 *   params: string[], query: string[], parameters: object[], schema: object | null, safe: boolean }} Route */

/** @returns {Route[]} reads first; what ends a session or removes something last */
export function routes() {
  const all = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => toRoute(method.toUpperCase(), path, operation)),
  );
  const weight = ({ method }) => (method === 'GET' ? 0 : method === 'DELETE' ? 2 : 1);
  return all.sort((a, b) => weight(a) - weight(b));
}

function toRoute(method, path, operation) {
  const schema = operation.requestBody?.content['application/json']?.schema ?? null;
  const access = operation['x-access'] ?? null;
  if (access === null && (operation.security ?? []).length > 0)
    throw new Error(`${method} ${path} asks for credentials and does not say whose`);
  return {
    ...{ method, path, name: `${method} ${path.replace('/api/v1', '')}`, access },
    statuses: Object.keys(operation.responses).map(Number),
    params: [...path.matchAll(/{(\w+)}/g)].map(([, name]) => name),
    query: (operation.parameters ?? []).filter((one) => one.in === 'query').map(({ name: parameter }) => parameter),
    parameters: operation.parameters ?? [],
    schema: schema && resolve(schema),
    safe: !UNSAFE.has(method),
  };
}

/**
 * What the description promises this class of caller, before the route itself has a say.
 * @param {{ kind: string, role?: string, scopes?: string[] }} who
 * @returns {'passes' | number}
 */
export function promised({ access, safe }, who) {
  // An open route looks at no key, so that a key alone is no excuse from the token.
  if (access === null) return !safe && ['wrong-token', 'key'].includes(who.kind) ? 403 : 'passes';
  if (who.kind === 'nobody') return 401;
  if (who.kind === 'key') return access.scope && hasScope(who.scopes, access.scope) ? 'passes' : 403;
  if (access.role === 'admin' && who.role !== 'admin') return 403;
  return !safe && who.kind === 'wrong-token' ? 403 : 'passes';
}

const hasScope = (scopes, needed) => scopes.includes(needed) || scopes.includes('admin');

/** Scopes that a key can have. */
export const scopes = () => description.components.schemas.Scope.enum;

/** What a reference points to. */
export function resolve(schema) {
  return schema.$ref ? resolve(description.components.schemas[schema.$ref.split('/').pop()]) : schema;
}

/** A body that the schema allows: each field's example, or the first of its values. */
export function bodyOf(schema) {
  const { properties = {} } = resolve(schema);
  return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, valueOf(field)]));
}

function valueOf(field) {
  const schema = resolve(field);
  if (schema.example !== undefined) return schema.example;
  if (schema.enum) return schema.enum[0];
  if (schema.allOf) return valueOf(schema.allOf[0]);
  if (schema.anyOf) return valueOf(schema.anyOf[0]);
  if (schema.default !== undefined) return schema.default;
  if (schema.type === 'array') return [valueOf(schema.items)];
  throw new Error(`no value can be made from ${JSON.stringify(schema)}`);
}
