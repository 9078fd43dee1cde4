import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
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
    const parsed = tool.parameters.safeParse(rawArguments ?? {});
    if (!parsed.success) throw ToolArgumentsError.of(parsed.error.issues[0]);
    signal.throwIfAborted();
    return tool.run(principal, parsed.data, signal);
  }
}
