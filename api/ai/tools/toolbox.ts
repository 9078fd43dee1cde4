import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Principal } from '../../common';
import type { Tool, ToolResult } from './tool';
import { ToolArgumentsError } from './tool-arguments.error';

/** All tools, in the order in which the provider is told of them. */
export const TOOLS = Symbol('TOOLS');

/** What may be looked up for whom. */
@Injectable()
export class Toolbox {
  constructor(@Inject(TOOLS) private readonly tools: readonly Tool[]) {}

  list(principal: Principal): Tool[] {
    return this.tools.filter(({ role }) => role === 'user' || principal.role === 'admin');
  }

  /** @throws ToolArgumentsError naming the field that is wrong; `tool` where there is no such tool for the caller */
  async run(principal: Principal, name: string, rawArguments: unknown, signal: AbortSignal): Promise<ToolResult> {
    const tool = this.list(principal).find((one) => one.name === name);
    if (!tool) throw new ToolArgumentsError('tool', 'there is no such tool');
    const parsed = tool.parameters.safeParse(withoutNulls(rawArguments ?? {}));
    if (!parsed.success) throw ToolArgumentsError.of(parsed.error.issues[0]);
    signal.throwIfAborted();
    try {
      return await tool.run(principal, parsed.data, signal);
    } catch (error) {
      throw isCallersFault(error) ? ToolArgumentsError.from(error) : error;
    }
  }
}

/** Models say null of what they leave out. */
function withoutNulls(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}

/** What can be mended by other arguments. */
function isCallersFault(error: unknown): error is DomainError {
  return error instanceof DomainError && ['bad-request', 'invalid', 'not-found'].includes(error.kind);
}
