import type { $ZodIssue } from 'zod/v4/core';
import { DomainError } from '../../common';

/** What the model asked for cannot be looked up. The message names the field, for the model to mend it. */
export class ToolArgumentsError extends DomainError {
  constructor(
    /** Dotted path of the first field that is wrong; the tool's name where the tool is. */
    readonly field: string,
    message: string,
  ) {
    super('bad-request', 'tool-arguments-invalid', `${field}: ${message}`, { errors: [{ field, message }] });
    this.name = 'ToolArgumentsError';
  }

  static of(issue: $ZodIssue): ToolArgumentsError {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const field = [...issue.path, ...unknown].map(String).join('.').slice(0, 100) || 'arguments';
    return new ToolArgumentsError(field, unknown.length > 0 ? 'is not known' : issue.message);
  }

  /** Of well-formed arguments that cannot be meant, such as an id of nothing. */
  static from({ errors, detail }: DomainError): ToolArgumentsError {
    return new ToolArgumentsError(errors?.[0].field ?? 'itemId', errors?.[0].message ?? detail);
  }
}
