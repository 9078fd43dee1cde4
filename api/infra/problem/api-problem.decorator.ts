import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ProblemDto } from './problem.dto';
import { PROBLEM_CONTENT_TYPE } from './problem';

/** Documents the error codes that a route answers with one status. */
export function ApiProblem(status: number, ...codes: [string, ...string[]]) {
  const title = STATUS_CODES[status] ?? 'Error';
  const examples = Object.fromEntries(
    codes.map((code) => [
      code,
      {
        value: {
          type: 'about:blank',
          title,
          status,
          code,
          detail: '…',
          requestId: '0d9b8a52-3c2e-4f0e-9a5e-5f5f8c3b6a10',
        },
      },
    ]),
  );
  return applyDecorators(
    ApiExtraModels(ProblemDto),
    ApiResponse({
      status,
      description: codes.map((code) => `\`${code}\``).join(', '),
      content: { [PROBLEM_CONTENT_TYPE]: { schema: { $ref: getSchemaPath(ProblemDto) }, examples } },
    }),
  );
}
