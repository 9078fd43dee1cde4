import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { textOf } from '../../said/said';
import type { ToolResult } from '../../tools/tool';
import { ToolArgumentsError } from '../../tools/tool-arguments.error';
import { Toolbox } from '../../tools/toolbox';
import { toShownStep } from './shown-step';
import { Slots } from './slots';
import { storable } from './storable';
import { timeLeft, type TurnState } from './turn-state';

export interface Wanted {
  name: string;
  arguments: unknown;
}

/** Runs what a model wants to have looked up, as the caller. What it asks for wrongly it is told, to mend it. */
@Injectable()
export class ToolRunner {
  static readonly MOST_AT_ONCE = 4;
  private static readonly MOST_IN_A_TURN = 12;
  /**
   * Of all conversations of this process: who waits for a model waits for a look-up too, and the connections and the
   * processors of the database are everybody's.
   */
  private readonly slots = new Slots(Math.max(2, availableParallelism() - 1));

  constructor(
    private readonly toolbox: Toolbox,
    @InjectPinoLogger(ToolRunner.name) private readonly logger: PinoLogger,
  ) {}

  /** What the model gets to read, for each of the calls, as JSON. */
  async run(state: TurnState, calls: readonly Wanted[]): Promise<string[]> {
    const results = await Promise.all(calls.map((call, at) => this.result(state, call, at)));
    // One after the other: ids are given in the order in which they were asked for.
    return results.map((result, at) =>
      JSON.stringify('error' in result ? result : this.note(state, calls[at], result)),
    );
  }

  private async result(state: TurnState, call: Wanted, at: number): Promise<ToolResult | { error: string }> {
    if (at >= ToolRunner.MOST_AT_ONCE || state.steps.length + at >= ToolRunner.MOST_IN_A_TURN)
      return { error: 'Too many tools: answer from what is known by now.' };
    try {
      const signal = AbortSignal.any([state.signal, AbortSignal.timeout(timeLeft(state))]);
      // What it waits for may not be stopped, but nobody needs to wait with it.
      return await untilAborted(
        this.slots.run(() => this.toolbox.run(state.user, call.name, readArguments(call.arguments), signal)),
        signal,
      );
    } catch (error) {
      if (state.signal.aborted) throw error;
      if (error instanceof ToolArgumentsError) return { error: error.detail };
      this.logger.error({ err: error, tool: call.name.slice(0, 50) }, 'A tool of the assistant failed');
      return { error: 'This cannot be looked up at the moment.' };
    }
  }

  private note(state: TurnState, call: Wanted, result: ToolResult): object {
    const id = `t${state.stepsBefore.length + state.steps.length + 1}`;
    state.ground.evidence.add(id, result);
    const tool = state.tools.find(({ name }) => name === call.name)!;
    const args = (readArguments(call.arguments) ?? {}) as Record<string, unknown>;
    const { step, caveats } = toShownStep(id, tool, args, result, state.ground);
    state.steps.push(step);
    if (caveats.length > 0) state.caveats.set(textOf(caveats), caveats);
    state.onStep(step);
    return { tool: id, ...(result.forModel as object), ...(result.caveat ? { note: result.caveat } : {}) };
  }
}

function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** @throws ToolArgumentsError where it is no JSON */
function readArguments(given: unknown): unknown {
  if (typeof given !== 'string') return storable(given);
  if (given.trim() === '') return {};
  try {
    return storable(JSON.parse(given));
  } catch {
    throw new ToolArgumentsError('arguments', 'are no JSON');
  }
}
