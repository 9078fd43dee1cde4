import { STATUS_CODES } from 'node:http';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { ACCESS_EXTENSION } from './common';
import { PROBLEM_CONTENT_TYPE, ProblemDto } from './infra/problem';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & {
  [ACCESS_EXTENSION]?: { role: string; scope?: string };
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const UNSAFE = METHODS.slice(1) as readonly string[];

/**
 * What every route may answer, by its access rule and method, so that no controller repeats it: who may
 * call, what a forged or hasty request gets, and what happens while the database is away.
 */
export function addCommonAnswers(document: OpenAPIObject): void {
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = operations[method] as Operation | undefined;
      if (!operation) continue;
      // Probes are outside of the API: nobody is refused there.
      if (path.startsWith('/api/')) complete(operation, method);
      nameAnswers(operation);
    }
  }
}

/** A description is required of every answer; Nest leaves those of success empty. */
function nameAnswers(operation: Operation): void {
  for (const [status, answer] of Object.entries(operation.responses as Record<string, DescribedAnswer>))
    answer.description ||= STATUS_CODES[status] ?? 'Answer';
}

function complete(operation: Operation, method: string): void {
  const access = operation[ACCESS_EXTENSION];
  operation.security = access ? [{ session: [] }, ...(access.scope ? [{ apiKey: [] }] : [])] : [];
  for (const [status, codes] of refusals(operation, method)) add(operation, status, codes);
  add(operation, 429, ['too-many-requests']);
  add(operation, 500, ['internal']);
  add(operation, 503, ['database-unavailable']);
}

function refusals(operation: Operation, method: string): [status: number, codes: string[]][] {
  const hasAccessRule = operation[ACCESS_EXTENSION] !== undefined;
  const hasBody = operation.requestBody !== undefined;
  const hasPathParameter = operation.parameters?.some((parameter) => 'in' in parameter && parameter.in === 'path');
  const forgery = UNSAFE.includes(method) ? ['csrf-token-invalid'] : [];
  return [
    // Also where nothing is taken: unknown fields are refused everywhere.
    [400, ['validation-failed']],
    [400, hasPathParameter ? ['bad-request'] : []],
    [400, hasBody ? ['malformed-json', 'malformed-body', 'request-aborted'] : []],
    [401, hasAccessRule ? ['unauthenticated'] : []],
    [403, hasAccessRule ? ['forbidden', ...forgery] : forgery],
    [408, hasBody ? ['request-timeout'] : []],
    [413, hasBody ? ['payload-too-large'] : []],
    [415, hasBody ? ['unsupported-media-type'] : []],
  ];
}

interface DescribedAnswer {
  description: string;
  content?: Record<string, { schema: object; examples?: Record<string, unknown> }>;
}

function add(operation: Operation, status: number, codes: string[]): void {
  if (codes.length === 0) return;
  const answers = operation.responses as Record<string, DescribedAnswer>;
  const answer = (answers[status] ??= { description: '', content: {} });
  const content = ((answer.content ??= {})[PROBLEM_CONTENT_TYPE] ??= { schema: { $ref: getSchemaPath(ProblemDto) } });
  const examples = (content.examples ??= {});
  for (const code of codes) examples[code] ??= { value: example(status, code) };
  answer.description = Object.keys(examples)
    .map((code) => `\`${code}\``)
    .join(', ');
}

function example(status: number, code: string): object {
  const title = STATUS_CODES[status];
  return { type: 'about:blank', title, status, code, detail: '…', requestId: '0d9b8a52-3c2e-4f0e-9a5e-5f5f8c3b6a10' };
}
